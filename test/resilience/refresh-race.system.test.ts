import { randomInt } from "node:crypto";
import { expect, test } from "vitest";
import { sha256 } from "@/lib/crypto";
import { db } from "@/lib/db";
import type { Answer } from "../system/client";
import { addPerson, PASSWORD, type Person } from "../system/people";
import { startPortal } from "../system/portal";
import { audited } from "../system/rows";
import { crowd, milestone } from "./crowd";

/** `PORTICO_ROUNDS=1000` for the whole proof; the suite has a part of it. */
const ROUNDS = Number(process.env.PORTICO_ROUNDS ?? 30);
const AT_ONCE = 50;

const one = await startPortal();
const two = await startPortal({ env: { APP_URL: one.url } });

/** Who has the token besides the program that it was given to, and which of them. */
const KINDS = ["nobody", "a thief of the token", "a thief of the token before"] as const;
type Kind = (typeof KINDS)[number];

/** A session and the first of its refresh tokens. */
interface Family {
  id: string;
  token: string;
}

const refresh = (token: string, at: number) => (at % 2 ? one : two).request("/api/v1/auth/refresh", { json: { refresh_token: token } });
const successorIn = ({ body }: Answer) => String(body.data?.refresh_token);
const statuses = (answers: Answer[]) => [...new Set(answers.map(({ status }) => status))].sort();

/** Not busy: what is refused with 503 was refused before anything changed, and may be asked again. */
async function refreshed(token: string): Promise<Answer> {
  for (let at = 0; ; at += 1) {
    const answer = await refresh(token, at);
    if (answer.status !== 503) return answer;
  }
}

async function openFamily({ email }: Person): Promise<Family> {
  const answer = await one.request("/api/v1/auth/login", { json: { email, password: PASSWORD } });
  const token = successorIn(answer);
  const { sessionId } = await db.refreshToken.findUniqueOrThrow({ where: { tokenHash: sha256(token) }, select: { sessionId: true } });
  return { id: sessionId, token };
}

/** As if a family's tokens had been used a minute earlier: the grace for retries is over. */
const age = (sessionId: string) =>
  db.$executeRaw`UPDATE refresh_tokens SET used_at = used_at - interval '1 minute' WHERE session_id = ${sessionId}::uuid`;

/** How many tokens of a family would be taken. */
const liveTokens = (sessionId: string) => db.refreshToken.count({ where: { sessionId, usedAt: null } });

/** An honest program that refreshes fifty times at once, on both instances, and at some moment among them a thief. */
async function race(kind: Kind, family: Family): Promise<void> {
  let held = family.token;
  if (kind === "a thief of the token before") {
    held = successorIn(await refreshed(family.token));
    await age(family.id);
  }
  const moment = milestone(randomInt(1, AT_ONCE));
  const theft = kind === "nobody" ? null : moment.reached.then(() => refresh(family.token, randomInt(2)));
  const honest = await Promise.all(
    Array.from({ length: AT_ONCE }, async (_, at) => {
      const answer = await refresh(held, at);
      moment.reach();
      return answer;
    }),
  );
  const stolen = await theft;
  const pairs = [...honest, ...(stolen ? [stolen] : [])].filter(({ status }) => status === 200);

  if (kind === "a thief of the token before") {
    expect(stolen?.body.error?.type).toBe("TOKEN_REVOKED");
    expect(statuses(honest).filter((status) => ![200, 401, 503].includes(status))).toEqual([]);
    expect([await db.session.count({ where: { id: family.id } }), await liveTokens(family.id)]).toEqual([0, 0]);
    for (const answer of pairs.slice(0, 1)) expect((await refreshed(successorIn(answer))).status).toBe(401);
    return;
  }
  expect(statuses([...honest, ...(stolen ? [stolen] : [])]).filter((status) => status !== 200 && status !== 503)).toEqual([]);
  expect(new Set(pairs.map(successorIn)).size).toBe(1);
  expect(await liveTokens(family.id)).toBe(1);
  const next = await refreshed(pairs[0] ? successorIn(pairs[0]) : "");
  expect(next.status).toBe(200);
  if (kind === "nobody") return;
  // Both hold one chain. Whoever of them comes later than a retry may shows that there are two, and ends it for both.
  await age(family.id);
  expect((await refreshed(held)).status).toBe(401);
  expect((await refreshed(successorIn(next))).status).toBe(401);
  expect([await db.session.count({ where: { id: family.id } }), await liveTokens(family.id)]).toEqual([0, 0]);
}

test(`${ROUNDS} rounds of fifty refreshes at once, with and without a thief: one live family or none, and nobody honest is signed out`, async () => {
  const people = await Promise.all(Array.from({ length: 3 }, () => addPerson()));
  let rounds = 0;
  let raised = 0;
  const failures: string[] = [];
  await crowd(ROUNDS, 2, async (at) => {
    const kind = KINDS[at % KINDS.length] ?? "nobody";
    const person = people[at % people.length];
    if (!person) return;
    const family = await openFamily(person);
    await race(kind, family).catch((error: unknown) => failures.push(`round ${at}, ${kind}: ${error}`));
    rounds += 1;
    if (kind !== "nobody") raised += 1;
  });
  expect(failures).toEqual([]);
  expect(rounds).toBe(ROUNDS);
  expect(await audited("token.reuse_detected", people[0]?.id)).toBe(0);
  expect(await audited("token.reuse_detected")).toBe(raised);
}, 1_200_000);

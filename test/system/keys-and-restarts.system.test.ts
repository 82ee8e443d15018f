import { expect, test } from "vitest";
import { db } from "@/lib/db";
import type { Answer } from "./client";
import { portico } from "./command-line";
import { addPerson, PASSWORD, type Person } from "./people";
import { type Portal, startPortal } from "./portal";

const portal = await startPortal();
// Two instances of one published address: what one signs the other must take.
const sibling = await startPortal({ env: { APP_URL: portal.url } });

interface Pair {
  access: string;
  refresh: string;
}

const pairIn = ({ body }: Answer): Pair => ({ access: String(body.data?.access_token), refresh: String(body.data?.refresh_token) });
const kidOf = (token: string): unknown => JSON.parse(Buffer.from(token.split(".")[0] ?? "", "base64url").toString()).kid;

const logIn = (person: Person, at: Portal) => at.request("/api/v1/auth/login", { json: { email: person.email, password: PASSWORD } });
const whoami = (token: string, at: Portal) => at.request("/api/v1/auth/me", { headers: { authorization: `Bearer ${token}` } });
const refresh = (token: string, at: Portal) => at.request("/api/v1/auth/refresh", { json: { refresh_token: token } });

/** Programs that call, refresh and sign in on both instances as fast as they can, until told to stop. */
function steadyLoad(people: Person[]) {
  const failed: string[] = [];
  const done = { signIn: 0, call: 0, refresh: 0 };
  const signedWith = new Set<unknown>();
  let going = true;
  const expectOk = (what: string, answer: Answer): Answer => {
    if (answer.status !== 200) failed.push(`${what}: ${answer.status} ${answer.text}`);
    return answer;
  };
  const program = async (person: Person) => {
    while (going) {
      let pair = pairIn(expectOk("signing in", await logIn(person, portal)));
      done.signIn += 1;
      for (const [at, other] of [
        [portal, sibling],
        [sibling, portal],
      ] as const) {
        expectOk("a call", await whoami(pair.access, other));
        pair = pairIn(expectOk("refreshing", await refresh(pair.refresh, at)));
        signedWith.add(kidOf(pair.access));
        expectOk("a call with what the other instance signed", await whoami(pair.access, other));
        done.call += 2;
        done.refresh += 1;
      }
    }
  };
  const programs = people.map(program);
  const stop = async () => {
    going = false;
    await Promise.all(programs);
    return { failed, done, signedWith };
  };
  return { done, stop };
}

test("keys are rotated twice under load, and no request fails", async () => {
  const people = await Promise.all(Array.from({ length: 6 }, () => addPerson()));
  const [someone] = people;
  if (!someone) throw new Error("There is nobody");
  const before = pairIn(await logIn(someone, portal));
  const load = steadyLoad(people);
  const kids: unknown[] = [kidOf(before.access)];
  try {
    for (let turn = 0; turn < 2; turn += 1) {
      const { kid } = await portico("keys", "rotate");
      kids.push(kid);
      // An instance that starts now signs with the new key at once, and the others have not heard of it.
      const newcomer = await startPortal({ env: { APP_URL: portal.url } });
      const { access } = pairIn(await logIn(someone, newcomer));
      expect(kidOf(access)).toBe(kid);
      expect([(await whoami(access, portal)).status, (await whoami(access, sibling)).status]).toEqual([200, 200]);
      for (const at of [portal, sibling, newcomer]) expect((await at.request("/.well-known/jwks.json")).text).toContain(kid);
      const after = load.done.refresh;
      await expect.poll(() => load.done.refresh, { timeout: 60_000 }).toBeGreaterThan(after + 30);
      await newcomer.stop();
    }
  } finally {
    await load.stop();
  }
  const { failed, signedWith } = await load.stop();
  expect(failed).toEqual([]);
  expect(new Set(kids).size).toBe(3);
  expect(kids.filter((kid) => !signedWith.has(kid))).toEqual([]);
  expect((await whoami(before.access, sibling)).status).toBe(200);
}, 180_000);

test("what was revoked is still revoked after a restart of every instance", async () => {
  const [byOperator, bySession, byReuse, untouched] = await Promise.all([addPerson(), addPerson(), addPerson(), addPerson()]);
  const first = await startPortal();
  const again = () => startPortal({ port: first.port });

  const token = pairIn(await logIn(byOperator, first));
  const ended = pairIn(await logIn(bySession, first));
  const reused = pairIn(await logIn(byReuse, first));
  const living = pairIn(await logIn(untouched, first));
  expect(await portico("token", "revoke", token.access)).toEqual({ kind: "access" });
  const headers = { authorization: `Bearer ${ended.access}` };
  expect((await first.request("/api/v1/auth/logout", { method: "POST", headers })).status).toBe(200);
  const next = pairIn(await refresh(reused.refresh, first));
  await db.$executeRaw`UPDATE refresh_tokens SET used_at = used_at - interval '1 minute' WHERE used_at IS NOT NULL`;
  expect((await refresh(reused.refresh, first)).status).toBe(401);

  expect(await first.stop()).toBe(0);
  const second = await again();
  const types = async (pair: Pair) =>
    [await whoami(pair.access, second), await refresh(pair.refresh, second)].map(({ body }) => body.error?.type);
  expect((await whoami(token.access, second)).body.error?.type).toBe("TOKEN_REVOKED");
  for (const pair of [ended, reused, next]) expect(await types(pair)).toEqual(["TOKEN_REVOKED", "TOKEN_REVOKED"]);
  // The session of a token that was revoked alone goes on, and so does everybody else's.
  expect((await refresh(token.refresh, second)).status).toBe(200);
  expect((await whoami(living.access, second)).status).toBe(200);
  expect((await refresh(living.refresh, second)).status).toBe(200);
}, 120_000);

import { describe, expect, test } from "vitest";
import { db } from "@/lib/db";
import { brake } from "@/lib/limits/brake";
import type { Answer } from "./client";
import { addPerson, newAddress, PASSWORD } from "./people";
import { startPortal } from "./portal";
import { areaUnderCurve } from "./rank";
import { actionHeaders, serverAction } from "./server-actions";

// The cheapest hash there is, so that nothing drowns what else may differ.
const [portal, limited] = await Promise.all([
  startPortal({ env: { BCRYPT_ROUNDS: "4", LOG_LEVEL: "warn" } }),
  startPortal({ env: { BCRYPT_ROUNDS: "4", LOG_LEVEL: "warn", RATE_LIMITS: "on", TRUSTED_PROXIES: "loopback" } }),
]);

/** The area under the ROC curve of a classifier that knows nothing is a half; so far it may be from that. */
const TOLERANCE = 0.05;

type Kind = "unknown" | "known" | "without a password" | "deactivated";
type People = Partial<Record<Kind, () => string>>;

/** One after the other, and again from the first. */
function inTurn(people: { email: string }[]): () => string {
  let at = 0;
  return () => people[at++ % people.length]?.email ?? "";
}

const twenty = (data: Parameters<typeof addPerson>[0] = {}) => Promise.all(Array.from({ length: 20 }, () => addPerson(data)));
const known = inTurn(await twenty());
const [withoutPassword, deactivated] = [await twenty(), await twenty({ isActive: false })];
await db.user.updateMany({ where: { id: { in: withoutPassword.map(({ id }) => id) } }, data: { passwordHash: null, passwordPresets: [] } });

const everybody: People = { unknown: newAddress, known, "without a password": inTurn(withoutPassword), deactivated: inTurn(deactivated) };

/** Registered, and their code not typed yet: each is guessed at a few times, and so is each address that has no code. */
const waiting = await Promise.all(Array.from({ length: 300 }, () => addPerson({ emailVerified: null })));
await db.oneTimeToken.createMany({
  data: waiting.map(({ id, email }) => ({
    ...{ userId: id, email, purpose: "verify_email" as const, codeHash: "no code has this" },
    expiresAt: new Date(Date.now() + 3_600_000),
  })),
});
const confirming: People = { unknown: inTurn(waiting.map(() => ({ email: newAddress() }))), known: inTurn(waiting) };

/** Held back for a quarter of an hour. */
const [lockedPeople, lockedNobodies] = [await twenty(), Array.from({ length: 20 }, () => ({ email: newAddress() }))];
for (const { email } of [...lockedPeople, ...lockedNobodies]) {
  for (let failure = 0; failure < 14; failure += 1) await brake("signin.account", email, "paid");
}
const locked: People = { unknown: inTurn(lockedNobodies), known: inTurn(lockedPeople) };

const signIn = serverAction("signInAction");
const password = "not the right one";
const asForm = { "content-type": "application/x-www-form-urlencoded" };
let networks = 0;
const somewhere = () => {
  networks += 1;
  return { "x-forwarded-for": `198.18.${networks & 255}.${networks >> 8}` };
};

const WAYS: [name: string, each: number, people: People, ask: (email: string) => Promise<Answer>][] = [
  [
    "a sign-in on the page",
    500,
    everybody,
    (email) =>
      portal.request(signIn.path, {
        body: JSON.stringify([{ email, password }]),
        method: "POST",
        headers: { origin: portal.url, ...actionHeaders(signIn) },
      }),
  ],
  ["a sign-in of a program", 350, everybody, (email) => portal.request("/api/v1/auth/login", { json: { email, password } })],
  [
    "a sign-in by the OAuth form",
    350,
    everybody,
    (email) =>
      portal.request("/api/v1/auth/login/form", { body: String(new URLSearchParams({ username: email, password })), headers: asForm }),
  ],
  [
    "asking for what a passkey is to sign",
    350,
    { unknown: newAddress, "without a password": everybody["without a password"] ?? newAddress },
    (email) => portal.request("/api/v1/auth/passkey/options", { json: { email } }),
  ],
  [
    "a sign-in that is held back",
    350,
    locked,
    (email) => limited.request("/api/v1/auth/login", { json: { email, password }, headers: somewhere() }),
  ],
  [
    "asking for a reset",
    350,
    { unknown: newAddress, known },
    (email) => portal.request("/api/v1/auth/password/reset/request", { json: { email } }),
  ],
  [
    "a registration",
    350,
    { unknown: newAddress, known },
    (email) => portal.request("/api/v1/auth/register", { json: { email, password: PASSWORD } }),
  ],
  [
    "a guessed code",
    350,
    confirming,
    (email) => portal.request("/api/v1/auth/email/verification/confirm", { json: { email, code: "000000" } }),
  ],
];

function shuffled<T>(items: T[]): T[] {
  return items
    .map((item) => ({ item, place: Math.random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);
}

/** `PORTICO_ROUNDS=2000` for as many at each of them; the suite has that many on the page. */
const WHOLE = Number(process.env.PORTICO_ROUNDS ?? 0);

describe.each(WAYS)("%s", (_name, atLeast, people, ask) => {
  const each = Math.max(atLeast, Math.ceil(WHOLE / Object.keys(people).length));

  test("takes as long for every account as where there is none", { timeout: 180_000 }, async () => {
    // A leak is there every time; what else this machine does is not. The first measurement that shows none is enough.
    let distances = await distancesFromChance();
    for (let attempt = 1; attempt < 3 && Math.max(...Object.values(distances)) > TOLERANCE; attempt++)
      distances = await distancesFromChance();
    for (const [kind, distance] of Object.entries(distances)) expect(distance, kind).toBeLessThanOrEqual(TOLERANCE);
  });

  /** How well each kind of account is told from none by its times. */
  async function distancesFromChance(): Promise<Record<string, number>> {
    const kinds = Object.entries(people);
    const times: Record<string, number[]> = Object.fromEntries(kinds.map(([kind]) => [kind, []]));
    for (let at = 0; at < 20; at++) for (const [, next] of kinds) await ask(next());
    // In one shuffled row: what the request before left behind weighs on all alike.
    for (const [kind, next] of shuffled(kinds.flatMap((kind) => Array.from({ length: each }, () => kind)))) {
      times[kind]?.push((await ask(next())).ms);
    }
    const { unknown = [], ...others } = times;
    return Object.fromEntries(Object.entries(others).map(([kind, list]) => [kind, Math.abs(areaUnderCurve(list, unknown) - 0.5)]));
  }
});

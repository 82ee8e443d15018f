import { expect, test } from "vitest";
import { db } from "@/lib/db";
import type { Client } from "./client";
import { addPerson, newAddress, openSession, PASSWORD, register } from "./people";
import { type Portal, startPortal } from "./portal";
import { audited } from "./rows";
import { callAction } from "./server-actions";

const limited = { RATE_LIMITS: "on", TRUSTED_PROXIES: "loopback" };
const [portal, other] = await Promise.all([startPortal({ env: limited }), startPortal({ env: limited })]);
const direct = await startPortal({ env: { RATE_LIMITS: "on" } });

let networks = 0;
/** A fresh address of a client in a network of its own, as our trusted proxy would name it. */
function somewhere() {
  networks += 1;
  return { "x-forwarded-for": `198.18.${networks & 255}.${networks >> 8}` };
}

/** Holds back whoever is slowed down now for ten minutes more, as after more failures. */
const slowDownMore = () => db.$executeRaw`UPDATE rate_limits SET blocked_until = blocked_until + 600000 WHERE blocked_until IS NOT NULL`;

const attempt = async (at: Portal, email: string, password: string, headers: Record<string, string> = {}) => {
  const { result } = await callAction(at.client(), "signInAction", { email, password }, headers);
  return result?.ok ? "signed in" : (result?.error.type ?? "nothing");
};

const counted = (outcomes: string[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
};

test("one password tried on a thousand accounts is held back after twenty, and is an alarm in the audit trail", async () => {
  const from = somewhere();
  const outcomes: string[] = [];
  for (let account = 0; account < 1000; account++) outcomes.push(await attempt(portal, newAddress(), "Sommer2026!", from));
  const { INVALID_CREDENTIALS: judged = 0, RATE_LIMITED: held = 0 } = counted(outcomes);
  // A minute may pass on a slow machine, and then twenty more are judged.
  expect(judged).toBeLessThanOrEqual(60);
  expect(judged + held).toBe(1000);
  expect(outcomes.slice(0, 21)).toEqual([...Array.from({ length: 20 }, () => "INVALID_CREDENTIALS"), "RATE_LIMITED"]);
  expect(await audited("limits.spraying_detected")).toBeGreaterThanOrEqual(1);
  const alarm = await db.auditEvent.findFirstOrThrow({ where: { action: "limits.spraying_detected" } });
  expect(alarm).toMatchObject({ outcome: "denied", ip: from["x-forwarded-for"] });
});

test("the API says 429 and how long to wait", async () => {
  const headers = somewhere();
  const ask = () => portal.request("/api/v1/auth/password/reset/request", { json: { email: newAddress() }, headers });
  const answers = await Promise.all(Array.from({ length: 40 }, ask));
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused.length).toBe(20);
  for (const { headers: sent, body } of refused) {
    expect(Number(sent["retry-after"])).toBeGreaterThan(0);
    expect(body.error?.type).toBe("RATE_LIMITED");
  }
});

test("one account guessed at from a hundred and one addresses is held back long before, on both instances", async () => {
  const { email } = await addPerson();
  const outcomes: string[] = [];
  for (let guess = 0; guess < 101; guess++) outcomes.push(await attempt(guess % 2 ? portal : other, email, `guess ${guess}`, somewhere()));
  const { INVALID_CREDENTIALS: judged = 0, RATE_LIMITED: held = 0 } = counted(outcomes);
  expect(judged).toBeLessThanOrEqual(20);
  expect(held).toBe(101 - judged);
});

test("a right password among guesses lets in, and the guesses made before still count", async () => {
  const { email } = await addPerson();
  const guess = () => attempt(portal, email, "not this one", somewhere());
  const outcomes = [
    await guess(),
    await guess(),
    await attempt(portal, email, PASSWORD, somewhere()),
    await guess(),
    await guess(),
    await guess(),
  ];
  expect(outcomes).toEqual([
    ...Array.from({ length: 2 }, () => "INVALID_CREDENTIALS"),
    "signed in",
    ...Array.from({ length: 3 }, () => "INVALID_CREDENTIALS"),
  ]);
  await slowDownMore();
  expect(await guess()).toBe("RATE_LIMITED");
  // Nobody learns by the answer that they found it.
  expect(await attempt(portal, email, PASSWORD, somewhere())).toBe("RATE_LIMITED");
});

test("fifty guesses at once are counted as fifty", async () => {
  const { email } = await addPerson();
  const outcomes = await Promise.all(
    Array.from({ length: 50 }, (_, at) => attempt(at % 2 ? portal : other, email, `guess ${at}`, somewhere())),
  );
  // The first wait of four seconds may end in between on a slow machine.
  expect(counted(outcomes).INVALID_CREDENTIALS).toBeLessThanOrEqual(6);
});

test("an unknown account is held back just like a known one", async () => {
  const known = (await addPerson()).email;
  const outcomesFor = async (email: string) => {
    const outcomes: string[] = [];
    for (let guess = 0; guess < 8; guess++) outcomes.push(await attempt(portal, email, "not this one", somewhere()));
    return outcomes;
  };
  expect(await outcomesFor(newAddress())).toEqual(await outcomesFor(known));
});

test("a hundred guesses at a confirmation code are held back, from anywhere", async () => {
  const email = newAddress();
  await register(portal, email, {});
  const { code } = await portal.mail(email);
  const guesses = Array.from({ length: 100 }, (_, at) => String(900_000 + at)).filter((guess) => guess !== code);
  const statuses: number[] = [];
  for (const guess of guesses) {
    const sent = { json: { email, code: guess }, headers: somewhere() };
    statuses.push((await portal.request("/api/v1/auth/email/verification/confirm", sent)).status);
  }
  expect(statuses.filter((status) => status === 422).length).toBeLessThanOrEqual(20);
  expect(statuses.filter((status) => status === 200)).toEqual([]);
  expect(statuses.at(-1)).toBe(429);
});

test("guesses at the current password are held back for every session together, also after signing in anew", async () => {
  const person = await addPerson();
  const guessAs = async (client: Client) => {
    const json = { current_password: "not this one", new_password: "Ein-anderes-Wort-17" };
    return (await client.request("/api/v1/auth/password/change", { json, headers: somewhere() })).status;
  };
  const statuses: number[] = [];
  for (let guess = 0; guess < 6; guess++) statuses.push(await guessAs(await openSession(portal, person)));
  expect(statuses).toEqual([422, 422, 422, 422, 422, 429]);
  const client = portal.client();
  await callAction(client, "signInAction", { email: person.email, password: PASSWORD }, somewhere());
  expect(await guessAs(client)).toBe(429);
});

test("the owner's browser still gets in while the whole world guesses, and no other does", async () => {
  const { email } = await addPerson();
  const stranger = await addPerson();
  const home = portal.client();
  const knock = async (client: Client, password: string) => {
    const { result } = await callAction(client, "signInAction", { email, password }, somewhere());
    return result?.ok ? "signed in" : (result?.error.type ?? "nothing");
  };
  expect(await knock(home, PASSWORD)).toBe("signed in");
  const elsewhere = portal.client();
  await callAction(elsewhere, "signInAction", { email: stranger.email, password: PASSWORD }, somewhere());
  const forged = portal.client();
  forged.cookies.set("portico.device", `${"A".repeat(43)}.${"0".repeat(64)}`);

  const guesses = await Promise.all(
    Array.from({ length: 101 }, (_, at) => attempt(at % 2 ? portal : other, email, `guess ${at}`, somewhere())),
  );
  expect(guesses.filter((outcome) => outcome === "RATE_LIMITED").length).toBeGreaterThan(80);
  await slowDownMore();
  for (const client of [portal.client(), elsewhere, forged]) expect(await knock(client, PASSWORD)).toBe("RATE_LIMITED");
  await home.request("/logout", { method: "POST" });
  expect(home.session).toBeUndefined();
  expect(await knock(home, PASSWORD)).toBe("signed in");
  // Nor is it a way to guess without end.
  const own = [];
  for (let guess = 0; guess < 8; guess++) own.push(await knock(home, `guess ${guess}`));
  expect(counted(own)).toEqual({ INVALID_CREDENTIALS: 5, RATE_LIMITED: 3 });
});

test("an address sent along by a stranger buys no new attempts", async () => {
  const outcomes: string[] = [];
  for (let guess = 0; guess < 25; guess++) {
    const forged = { ...somewhere(), "x-real-ip": `203.0.113.${guess}`, "x-portico-ip": `203.0.113.${guess}` };
    outcomes.push(await attempt(direct, newAddress(), "Sommer2026!", forged));
  }
  expect(counted(outcomes)).toEqual({ INVALID_CREDENTIALS: 20, RATE_LIMITED: 5 });
});

test("addresses of one IPv6 network are one", async () => {
  const outcomes: string[] = [];
  for (let guess = 0; guess < 25; guess++) {
    outcomes.push(await attempt(portal, newAddress(), "Sommer2026!", { "x-forwarded-for": `2001:db8:7:7:${guess}::1` }));
  }
  expect(counted(outcomes)).toEqual({ INVALID_CREDENTIALS: 20, RATE_LIMITED: 5 });
});

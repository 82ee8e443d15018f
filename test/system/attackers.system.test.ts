import { webcrypto } from "node:crypto";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { brake } from "@/lib/limits/brake";
import { BRAKES } from "@/lib/limits/brakes";
import type { Client } from "./client";
import { addPerson, newAddress, PASSWORD } from "./people";
import { type Portal, startPortal } from "./portal";
import { callAction } from "./server-actions";

/** `PORTICO_ROUNDS=10000` for the whole proof; the suite has a part of it. */
const FAILURES = Number(process.env.PORTICO_ROUNDS ?? 1_500);
const ADDRESSES = 1_000;

// A hash takes as long as it does in life, or nobody could be overtaken.
const limited = { RATE_LIMITS: "on", TRUSTED_PROXIES: "loopback", BCRYPT_ROUNDS: "10", LOG_LEVEL: "warn" };
const [portal, other] = await Promise.all([startPortal({ env: limited }), startPortal({ env: limited })]);

/** One of the attackers' thousand addresses, which lie in many networks. */
const address = (number: number) => ({ "x-forwarded-for": `198.18.${number % 250}.${Math.floor((number % ADDRESSES) / 250) + 1}` });
const home = { "x-forwarded-for": "203.0.113.7" };
const elsewhere = { "x-forwarded-for": "192.0.2.9" };

const guess = (at: Portal, email: string, number: number) =>
  at.request("/api/v1/auth/login", { json: { email, password: `guess ${number}` }, headers: address(number) });

async function signIn(client: Client, email: string, headers: Record<string, string>, more: Record<string, unknown> = {}) {
  const { result, answer } = await callAction(client, "signInAction", { email, password: PASSWORD, ...more }, headers);
  const failed = result && !result.ok ? result.error : null;
  return { outcome: failed?.type ?? "signed in", ms: answer.ms, wait: failed?.retryAfterSeconds ?? 0, details: failed?.details };
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

test(`${FAILURES} failures from a thousand addresses: the owner's browser gets in as ever, a stranger with the password waits`, {
  timeout: 240_000,
}, async () => {
  const [owner, nobody] = [(await addPerson()).email, newAddress()];
  const known = portal.client();
  const idle: number[] = [];
  for (let round = 0; round < 5; round += 1) idle.push((await signIn(known, owner, home)).ms);

  let sent = 0;
  let judged = 0;
  const attacker = async () => {
    while (sent < FAILURES) {
      sent += 1;
      const { status } = await guess(sent % 2 ? portal : other, owner, sent);
      if (status === 401) judged += 1;
      else expect(status).toBe(429);
    }
  };
  const attack = Promise.all(Array.from({ length: 24 }, attacker));
  const during: number[] = [];
  while (sent < FAILURES) {
    const { outcome, ms } = await signIn(known, owner, home);
    expect(outcome).toBe("signed in");
    if (sent < FAILURES) during.push(ms);
    // Nor do the attackers use up what the owner's browser may do: it succeeds and gets its point back.
    await new Promise((resolve) => setImmediate(resolve));
  }
  await attack;
  expect(judged).toBeLessThanOrEqual(BRAKES["signin.account"].free + 5);
  // With the machine full of refusals the sign-in takes longer than on an idle one, but never a wait that somebody ordered.
  expect(during.length).toBeGreaterThan(1);
  expect(median(during)).toBeLessThan(median(idle) * 10 + 500);

  // Those who go on as soon as they may make the wait long; it is the same where there is no such account.
  for (let failure = 0; failure < 9; failure += 1) {
    for (const email of [owner, nobody]) await brake("signin.account", email, "paid");
  }
  for (const at of [portal, other]) {
    for (const email of [owner, nobody]) {
      const { status, headers, body } = await at.request("/api/v1/auth/login", { json: { email, password: PASSWORD }, headers: elsewhere });
      expect([status, body.error?.type]).toEqual([429, "RATE_LIMITED"]);
      expect(Number(headers["retry-after"])).toBeGreaterThan(0);
      expect(headers["ratelimit-reset"]).toBe(headers["retry-after"]);
      expect(body.error?.details).toMatchObject({ challenge: { type: "proof_of_work" } });
    }
  }
  expect((await signIn(known, owner, home)).outcome).toBe("signed in");
});

const STRANGERS = 80;

test("a flood of strangers keeps the hash queue busy, and whoever is known goes first", async () => {
  const [owner, stranger] = [await addPerson(), await addPerson()];
  const known = portal.client();
  await signIn(known, owner.email, home);
  let answered = 0;
  const flood = Array.from({ length: STRANGERS }, async (_, number) => {
    const { status } = await guess(portal, newAddress(), number);
    // Who is told to come back because the queue is too long has waited for no hash.
    if (status === 401) answered += 1;
  });
  // The queue is full of them when the first has had its answer.
  await Promise.race(flood);
  const behind = (async () => {
    const { outcome } = await signIn(portal.client(), stranger.email, elsewhere);
    return { outcome, after: answered };
  })();
  const { outcome } = await signIn(known, owner.email, home);
  const before = answered;
  expect(outcome).toBe("signed in");
  const { outcome: theirs, after } = await behind;
  // On a slow machine the queue is too long to join: whoever is not known is told to come back.
  expect(["signed in", "UNAVAILABLE"]).toContain(theirs);
  if (theirs === "signed in") expect(after).toBeGreaterThan(before);
  await Promise.all(flood);
  expect(before).toBeLessThan(answered * 0.75);
});

test("work is taken instead of waiting, once, and for the account that it was done for", async () => {
  const [person, another] = [await addPerson(), await addPerson()];
  const holdBack = async (email: string) => {
    for (let failure = 0; failure < 8; failure += 1) await brake("signin.account", email, "paid");
  };
  await holdBack(person.email);
  const refusal = await signIn(portal.client(), person.email, elsewhere);
  expect(refusal).toMatchObject({ outcome: "RATE_LIMITED", details: { challenge: { bits: 17 } } });
  const proof = await solveInBrowser(refusal.details?.challenge);
  await holdBack(another.email);
  expect((await signIn(portal.client(), another.email, elsewhere, { proof })).outcome).toBe("RATE_LIMITED");
  await holdBack(person.email);
  const uses = await Promise.all(
    Array.from({ length: 20 }, (_, at) => signIn((at % 2 ? portal : other).client(), person.email, address(at), { proof })),
  );
  expect(uses.filter((use) => use.outcome === "signed in")).toHaveLength(1);
  // A program does the same.
  const json = { email: another.email, password: PASSWORD };
  const refused = await portal.request("/api/v1/auth/login", { json, headers: elsewhere });
  const sent = { ...json, proof: await solveInBrowser(refused.body.error?.details?.challenge) };
  expect((await other.request("/api/v1/auth/login", { json: sent, headers: elsewhere })).status).toBe(200);
});

/** Does the work with the worker that the sign-in page has. */
async function solveInBrowser(challenge: unknown): Promise<string> {
  const { text, headers } = await portal.request("/proof-of-work.js");
  expect(headers["content-type"]).toContain("javascript");
  const worker = { crypto: webcrypto, onmessage: (_message: { data: unknown }): unknown => undefined, postMessage: (_text: unknown) => {} };
  runInNewContext(text, { self: worker, crypto: webcrypto, TextEncoder, Uint8Array });
  return new Promise((resolve) => {
    worker.postMessage = (proof) => resolve(String(proof));
    worker.onmessage({ data: challenge });
  });
}

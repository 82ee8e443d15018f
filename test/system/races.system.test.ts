import { expect, test } from "vitest";
import { db } from "@/lib/db";
import type { Answer } from "./client";
import { tokenIn } from "./inbox";
import { addPerson, newAddress, openSession, PASSWORD, register } from "./people";
import { startPortal } from "./portal";
import { audited } from "./rows";
import { callAction } from "./server-actions";

const portal = await startPortal({ env: { DATABASE_POOL_SIZE: "20" } });
const FIFTY = 50;

const fiftyTimes = <T>(once: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: FIFTY }, (_, at) => once(at)));

/** How often each status was answered. */
function statuses(answers: Answer[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

test("of fifty uses of one confirmation link at once, one succeeds", async () => {
  const email = newAddress();
  await register(portal, email);
  const token = tokenIn(await portal.mail(email));
  const answers = await fiftyTimes(() => portal.request("/api/v1/auth/email/verification/confirm", { json: { token } }));
  expect(statuses(answers)).toEqual({ 200: 1, 401: 49 });
  const { id } = await db.user.findUniqueOrThrow({ where: { email } });
  expect(await audited("email.verified", id)).toBe(1);
});

test("of fifty uses of one confirmation code at once, one succeeds", async () => {
  const email = newAddress();
  await register(portal, email);
  const { code } = await portal.mail(email);
  const answers = await fiftyTimes(() => portal.request("/api/v1/auth/email/verification/confirm", { json: { email, code } }));
  expect(statuses(answers)).toEqual({ 200: 1, 422: 49 });
});

test("of fifty uses of one reset link at once, one succeeds, and its password is the one that counts", async () => {
  const { id, email } = await addPerson();
  await portal.request("/api/v1/auth/password/reset/request", { json: { email } });
  const token = tokenIn(await portal.mail(email));
  const passwordOf = (at: number) => `Nummer-${at}-am-Laternenpfahl`;
  const answers = await fiftyTimes((at) =>
    portal.request("/api/v1/auth/password/reset/confirm", { json: { token, new_password: passwordOf(at) } }),
  );
  expect(statuses(answers)).toEqual({ 200: 1, 401: 49 });
  expect(await audited("password.reset", id)).toBe(1);
  const winner = answers.findIndex(({ status }) => status === 200);
  const { result } = await callAction(portal.client(), "signInAction", { email, password: passwordOf(winner) });
  expect(result?.ok).toBe(true);
});

test("fifty registrations of one address at once make one account, and are answered alike", async () => {
  const email = newAddress();
  const answers = await fiftyTimes(() => register(portal, email));
  const { 201: taken = 0, 503: refused = 0 } = statuses(answers);
  // A machine that is too slow for fifty at once may refuse some before anything changed.
  expect(taken + refused).toBe(FIFTY);
  const { id } = await db.user.findUniqueOrThrow({ where: { email } });
  expect([await audited("account.registered", id), await audited("account.registration_repeated", id)]).toEqual([1, taken - 1]);
  // Each registration has a mail of its own; of all of them one is proven.
  const tokens = (await portal.inbox(email)).map(tokenIn);
  expect(tokens.length).toBeGreaterThan(10);
  const confirmed = await Promise.all(
    tokens.map((token) => portal.request("/api/v1/auth/email/verification/confirm", { json: { token } })),
  );
  expect(statuses(confirmed)).toEqual({ 200: 1, 401: tokens.length - 1 });
  expect(await audited("email.verified", id)).toBe(1);
});

test("fifty people who want one username at once: one has it, and no account is half there", async () => {
  const username = `taken-${Date.now().toString(36)}`;
  const emails = Array.from({ length: FIFTY }, () => newAddress());
  const answers = await fiftyTimes((at) => register(portal, emails[at] ?? "", { username }));
  expect(statuses(answers)).toEqual({ 201: 1, 409: 49 });
  expect(await db.user.count({ where: { email: { in: emails } } })).toBe(1);
});

test("one session ended fifty times at once ends once", async () => {
  const person = await addPerson();
  const [mine, other] = [await openSession(portal, person), await openSession(portal, person)];
  const answers = await fiftyTimes(() => mine.request(`/api/v1/auth/sessions/${other.id}`, { method: "DELETE" }));
  expect(statuses(answers)).toEqual({ 200: 1, 404: 49 });
  expect(await audited("session.revoked", other.id)).toBe(1);
});

test("fifty password changes at once: one wins, and the others are told", async () => {
  const person = await addPerson();
  const client = await openSession(portal, person);
  const answers = await fiftyTimes((at) =>
    client.request("/api/v1/auth/password/change", { json: { current_password: PASSWORD, new_password: `Regen-${at}-ueber-der-Stadt` } }),
  );
  expect(statuses(answers)[200]).toBe(1);
  expect(answers.every(({ status }) => [200, 409, 422].includes(status))).toBe(true);
  expect(await audited("password.changed", person.id)).toBe(1);
});

test("two people move to one address at once: one gets it, the other keeps the old one", async () => {
  const wanted = newAddress("wanted");
  const people = await Promise.all([addPerson(), addPerson()]);
  const tokens: string[] = [];
  for (const person of people) {
    const client = await openSession(portal, person);
    await client.request("/api/v1/users/me/email", { json: { new_email: wanted, current_password: PASSWORD } });
    const mail = await portal.mail(wanted, (found) => !tokens.some((token) => found.links.some((link) => link.includes(token))));
    tokens.push(tokenIn(mail));
  }
  const answers = await Promise.all(tokens.map((token) => portal.request("/api/v1/auth/email/verification/confirm", { json: { token } })));
  expect(statuses(answers)).toEqual({ 200: 1, 401: 1 });
  expect(await db.user.count({ where: { email: wanted } })).toBe(1);
  expect(await db.user.count({ where: { id: { in: people.map(({ id }) => id) } } })).toBe(2);
});

test("fifty uses of the set-up link at once make one administrator", async () => {
  const token = new URL(portal.setupUrl ?? "").searchParams.get("token");
  const results = await fiftyTimes((at) =>
    callAction(portal.client(), "completeSetupAction", { token, email: `admin-${at}@example.test`, password: PASSWORD }),
  );
  expect(results.filter(({ result }) => result?.ok).length).toBe(1);
  expect(await db.user.count({ where: { role: "admin" } })).toBe(1);
  expect(await db.user.count({ where: { email: { startsWith: "admin-" } } })).toBe(1);
});

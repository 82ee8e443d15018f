import { expect, test } from "vitest";
import { db } from "@/lib/db";
import type { Answer } from "./client";
import { addPerson, newAddress, openSession, PASSWORD, signIn, whoami } from "./people";
import { startPortal } from "./portal";
import { audited, everythingStored } from "./rows";

// They share one queue, so that either may do the other's jobs.
const readers = { CONTACT_EMAIL: "help@example.test" };
const portal = await startPortal({ env: { ...readers, DATABASE_POOL_SIZE: "20" } });
const limited = await startPortal({ env: { ...readers, RATE_LIMITS: "on", TRUSTED_PROXIES: "loopback" } });

const logIn = async (email: string): Promise<{ access_token: string; refresh_token: string }> => {
  const { body } = await portal.request("/api/v1/auth/login", { json: { email, password: PASSWORD } });
  return { access_token: String(body.data?.access_token), refresh_token: String(body.data?.refresh_token) };
};
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
const deletion = (json: object = { current_password: PASSWORD }) => ({ method: "DELETE", json });
const fiftyTimes = (once: () => Promise<Answer>) => Promise.all(Array.from({ length: 50 }, once));
const SCHEDULED = ({ subject }: { subject: string }) => subject.startsWith("Your account will be deleted");

/** Asks until the copy is there. */
async function readyExport(get: () => Promise<Answer>): Promise<Answer> {
  for (let asked = 0; asked < 500; asked += 1) {
    const answer = await get();
    if (answer.body.data?.status === "ready") return answer;
    expect([answer.status, answer.body.data?.status]).toEqual([202, "preparing"]);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("The copy did not become ready");
}

test("deleting an account ends every cookie and token at once, is mailed, and a sign-in keeps the account", async () => {
  const person = await addPerson();
  const [client, elsewhere] = [await openSession(portal, person), await openSession(portal, person)];
  const tokens = await logIn(person.email);
  const answer = await client.request("/api/v1/users/me", deletion());
  expect([answer.status, answer.body.data?.status]).toEqual([202, "deletion_scheduled"]);
  expect([await whoami(client), await whoami(elsewhere)]).toEqual([401, 401]);
  expect((await portal.request("/api/v1/auth/me", bearer(tokens.access_token))).status).toBe(401);
  expect((await portal.request("/api/v1/auth/refresh", { json: { refresh_token: tokens.refresh_token } })).status).toBe(401);
  const day = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  const mail = await portal.mail(person.email, SCHEDULED);
  expect(mail.text).toContain(day.format(new Date(String(answer.body.data?.erase_after))));
  expect(mail.text).toContain("just sign in");

  const returning = await signIn(portal, person.email);
  await portal.mail(person.email, ({ subject }) => subject.startsWith("Your account stays"));
  expect((await returning.request("/account")).text).toContain("Your account stays");
  expect(await audited("account.deletion_cancelled", person.id)).toBe(1);
  expect((await db.user.findUniqueOrThrow({ where: { id: person.id } })).eraseAfter).toBeNull();
});

test("a program that signs in keeps the account as well", async () => {
  const person = await addPerson();
  await portal.request("/api/v1/users/me", { ...deletion(), ...bearer((await logIn(person.email)).access_token) });
  expect((await db.user.findUniqueOrThrow({ where: { id: person.id } })).eraseAfter).not.toBeNull();
  await logIn(person.email);
  expect((await db.user.findUniqueOrThrow({ where: { id: person.id } })).eraseAfter).toBeNull();
});

test("deleting is refused without a fresh proof, with a wrong password, to nobody, and to the last administrator", async () => {
  const [person, admin] = [await addPerson(), await addPerson({ role: "admin" })];
  const client = await openSession(portal, person);
  await db.session.update({ where: { id: client.id }, data: { authTime: new Date(Date.now() - 601_000) } });
  const refusals = [
    await client.request("/api/v1/users/me", deletion({})),
    await client.request("/api/v1/users/me", deletion({ current_password: "wrong" })),
    await client.request("/api/v1/users/me", deletion({ current_password: PASSWORD, confirmation: newAddress() })),
    await client.request("/api/v1/users/me", { ...deletion(), headers: { origin: "https://evil.test" } }),
    await portal.request("/api/v1/users/me", deletion()),
    await (await openSession(portal, admin)).request("/api/v1/users/me", deletion()),
  ];
  expect(refusals.map(({ status }) => status)).toEqual([403, 422, 422, 403, 401, 409]);
  expect(await db.user.count({ where: { eraseAfter: { not: null } } })).toBe(0);
  expect(await whoami(client)).toBe(200);
  await db.user.delete({ where: { id: admin.id } });
});

test("fifty deletions at once schedule one, with one mail and one audit row", async () => {
  const person = await addPerson();
  const client = await openSession(portal, person);
  const answers = await fiftyTimes(() => client.request("/api/v1/users/me", deletion()));
  // Who comes after the sessions have ended is nobody; a machine that is too slow may refuse some before anything changed.
  for (const { status } of answers) expect([202, 401, 503]).toContain(status);
  expect(answers.some(({ status }) => status === 202)).toBe(true);
  expect(await audited("account.deletion_scheduled", person.id)).toBe(1);
  expect((await portal.inbox(person.email)).filter(SCHEDULED)).toHaveLength(1);
});

test("a copy of one's data is asked for, prepared, downloaded, and nobody else's", async () => {
  const person = await addPerson();
  const client = await openSession(portal, person);
  expect((await client.request("/api/v1/users/me/export/download")).status).toBe(404);
  const { body } = await readyExport(() => client.request("/api/v1/users/me/export"));
  const address = String(body.data?.download_url);
  const answer = await client.request(address);
  expect(answer.status).toBe(200);
  expect(answer.headers).toMatchObject({
    "content-type": "application/zip",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
  });
  expect(answer.headers["content-disposition"]).toMatch(/^attachment; filename="portico-data-\d{4}-\d\d-\d\d\.zip"$/);
  expect(answer.text.startsWith("PK\u0003\u0004")).toBe(true);
  await portal.mail(person.email, ({ subject }) => subject.startsWith("A copy of your data"));
  expect((await portal.request(address)).status).toBe(401);
  expect((await (await openSession(portal, await addPerson())).request(address)).status).toBe(404);
  expect(await audited("data.exported", person.id)).toBe(1);
  expect((await client.request(address, { method: "HEAD" })).status).toBe(200);
  expect(await audited("data.exported", person.id)).toBe(1);
});

test("HEAD asks for nothing; fifty requests at once make one copy", async () => {
  const person = await addPerson();
  const client = await openSession(portal, person);
  expect((await client.request("/api/v1/users/me/export", { method: "HEAD" })).status).toBe(200);
  expect(await db.dataExport.count({ where: { userId: person.id } })).toBe(0);
  const answers = await fiftyTimes(() => client.request("/api/v1/users/me/export"));
  for (const { status } of answers) expect([200, 202, 503]).toContain(status);
  const requested = new Set(answers.filter(({ status }) => status < 300).map(({ body }) => body.data?.requested_at));
  expect(requested.size).toBe(1);
  await readyExport(() => client.request("/api/v1/users/me/export"));
  expect(await db.dataExport.count({ where: { userId: person.id } })).toBe(1);
});

test("a message from the contact form reaches CONTACT_EMAIL as plain words, and is kept nowhere", async () => {
  const evil = `<img src=x onerror=alert(1)> zq81 \u202e`;
  const json = { name: "Eve", email: "eve@example.test", subject: "<b>Hello</b>", message: `${evil}\r\nBcc: everyone@example.test` };
  const from = (address: string) => ({ "x-forwarded-for": address });
  const sent = await limited.request("/api/v1/contact", { json, headers: from("198.18.7.1") });
  expect([sent.status, sent.body.data]).toEqual([202, { status: "received" }]);
  const mail = await limited.mail("help@example.test");
  expect(mail.subject).toBe("Contact form of Portico: <b>Hello</b>");
  expect(mail.html).not.toMatch(/<(img|b)[ >]/);
  expect(mail.text).toContain("> Bcc: everyone@example.test");
  await limited.inbox("help@example.test");
  expect(await everythingStored()).not.toContain("zq81");
  for (const field of ["name", "email", "subject"]) {
    const injected = { ...json, [field]: "eve@example.test\r\nBcc: everyone@example.test" };
    expect((await limited.request("/api/v1/contact", { json: injected, headers: from("198.18.7.2") })).status, field).toBe(422);
  }
});

test("the sixth message in an hour from one address is refused, and another address is not held back", async () => {
  const json = { name: "Ana", email: "ana@example.test", message: "Hello" };
  const write = (address: string) => limited.request("/api/v1/contact", { json, headers: { "x-forwarded-for": address } });
  const statuses: number[] = [];
  for (let at = 0; at < 6; at += 1) statuses.push((await write("198.18.8.1")).status);
  expect(statuses).toEqual([202, 202, 202, 202, 202, 429]);
  expect((await write("198.18.8.2")).status).toBe(202);
});

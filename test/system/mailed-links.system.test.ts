import { describe, expect, test } from "vitest";
import { db } from "@/lib/db";
import { type Mail, tokenIn } from "./inbox";
import { addPerson, newAddress, openSession, PASSWORD, type Person, register, signIn } from "./people";
import { startPortal } from "./portal";
import { stateOfTheDatabase } from "./rows";
import { callAction } from "./server-actions";

const portal = await startPortal();
const NEW = "Ein-neues-Wort-im-Garten-12";

const askForReset = (email: string) => portal.request("/api/v1/auth/password/reset/request", { json: { email } });
const reset = (token: string, new_password = NEW) =>
  portal.request("/api/v1/auth/password/reset/confirm", { json: { token, new_password } });
const confirm = (json: unknown) => portal.request("/api/v1/auth/email/verification/confirm", { json });

/** Asks for a reset and waits for its mail, which is another than those before. */
async function resetToken(person: Person, ...before: string[]): Promise<string> {
  await askForReset(person.email);
  const isNew = (mail: Mail) => mail.links.some((link) => link.includes("/reset-password?token=")) && !before.includes(tokenIn(mail));
  return tokenIn(await portal.mail(person.email, isNew));
}

const works = async (person: Person, password: string) =>
  (await callAction(portal.client(), "signInAction", { email: person.email, password })).result?.ok ?? false;

describe("a reset link is refused, and the password stays, ", () => {
  const refused = async (person: Person, token: string, password = PASSWORD) => {
    const answer = await reset(token);
    expect([answer.status, answer.body.error?.type]).toEqual([401, "TOKEN_EXPIRED"]);
    const { result } = await callAction(portal.client(), "confirmPasswordResetAction", { token, new_password: NEW });
    expect(result).toMatchObject({ ok: false, error: { type: "TOKEN_EXPIRED" } });
    expect(await works(person, password)).toBe(true);
  };

  test("once it was used", async () => {
    const person = await addPerson();
    const token = await resetToken(person);
    expect((await reset(token, "Das-erste-neue-Wort-13")).status).toBe(200);
    await refused(person, token, "Das-erste-neue-Wort-13");
  });

  test("once a newer one was asked for", async () => {
    const person = await addPerson();
    const first = await resetToken(person);
    const second = await resetToken(person, first);
    await refused(person, first);
    expect((await reset(second)).status).toBe(200);
  });

  test("once its time is over", async () => {
    const person = await addPerson();
    const token = await resetToken(person);
    const row = await db.oneTimeToken.findFirstOrThrow({ where: { userId: person.id } });
    expect(row.expiresAt.getTime() - Date.now()).toBeLessThanOrEqual(15 * 60_000);
    await db.oneTimeToken.updateMany({ where: { userId: person.id }, data: { expiresAt: new Date() } });
    await refused(person, token);
  });

  test("once the address changed", async () => {
    const person = await addPerson();
    const token = await resetToken(person);
    const client = await openSession(portal, person);
    const moved = newAddress("moved");
    await client.request("/api/v1/users/me/email", { json: { new_email: moved, current_password: PASSWORD } });
    expect((await confirm({ token: tokenIn(await portal.mail(moved)) })).status).toBe(200);
    await refused({ ...person, email: moved }, token);
  });

  test("once the password was changed", async () => {
    const person = await addPerson();
    const token = await resetToken(person);
    const client = await openSession(portal, person);
    await client.request("/api/v1/auth/password/change", { json: { current_password: PASSWORD, new_password: "Inzwischen-geändert-14" } });
    await refused(person, token, "Inzwischen-geändert-14");
  });

  test("when it is the link of another mail", async () => {
    const person = await addPerson();
    const email = newAddress();
    await register(portal, email);
    await refused(person, tokenIn(await portal.mail(email)));
  });
});

test("a reset link does not confirm an address by itself, nor does a confirmation link of somebody else", async () => {
  const person = await addPerson({ emailVerified: null });
  expect((await confirm({ token: await resetToken(person) })).body.error?.type).toBe("TOKEN_EXPIRED");
});

test("a reset opens no session, keeps no session, and says so to the owner", async () => {
  const person = await addPerson();
  const [mine, remembered] = [await openSession(portal, person), await openSession(portal, person, "remembered")];
  const answer = await reset(await resetToken(person));
  expect(answer.headers).not.toHaveProperty("set-cookie");
  for (const client of [mine, remembered]) expect((await client.request("/api/v1/auth/me")).status).toBe(401);
  const told = await portal.mail(person.email, (mail) => mail.links.every((link) => !link.includes("token=")));
  expect(told.subject).toMatch(/password/i);
});

test("a confirmation link, a code and the first mail after a resend are refused once they were used or replaced", async () => {
  const email = newAddress();
  await register(portal, email);
  const first = await portal.mail(email);
  await portal.request("/api/v1/auth/email/verification/request", { json: { email } });
  const second = await portal.mail(email, (mail) => mail.code !== undefined && tokenIn(mail) !== tokenIn(first));
  expect((await confirm({ token: tokenIn(first) })).body.error?.type).toBe("TOKEN_EXPIRED");
  if (first.code !== second.code) expect((await confirm({ email, code: first.code })).status).toBe(422);
  expect((await confirm({ email, code: second.code })).status).toBe(200);
  expect((await confirm({ email, code: second.code })).status).toBe(422);
  expect((await confirm({ token: tokenIn(second) })).status).toBe(401);
});

test("five wrong codes use a code up, also the right one", async () => {
  const email = newAddress();
  await register(portal, email);
  const mail = await portal.mail(email);
  const wrong = mail.code === "123456" ? "654321" : "123456";
  for (let tries = 0; tries < 5; tries++) expect((await confirm({ email, code: wrong })).status).toBe(422);
  expect((await confirm({ email, code: mail.code })).status).toBe(422);
  // The link of the same mail is 256 bits and still good.
  expect((await confirm({ token: tokenIn(mail) })).status).toBe(200);
});

describe("looking at a mailed link any number of times takes nothing", () => {
  const SCANNERS = ["Mozilla/5.0 (scanner)", "curl/8", "", "GoogleImageProxy", "facebookexternalhit/1.1"];

  async function look(mail: Mail) {
    const own = mail.links.filter((link) => link.startsWith(portal.url));
    expect(own.length).toBeGreaterThan(0);
    const stranger = await openSession(portal, await addPerson());
    // The first look pays for what is made lazily.
    for (const link of own) await portal.request(link.slice(portal.url.length));
    const before = await stateOfTheDatabase();
    for (const link of own) {
      const path = link.slice(portal.url.length);
      for (const agent of SCANNERS) {
        for (const method of ["GET", "HEAD"]) {
          for (const client of [portal.client(), stranger]) {
            const answer = await client.request(path, { method, headers: { "user-agent": agent, purpose: "prefetch" } });
            expect(answer.status).toBe(200);
            expect(answer.headers).not.toHaveProperty("set-cookie");
            expect(answer.headers["referrer-policy"]).toBe("strict-origin");
          }
        }
      }
      const token = new URL(link).searchParams.get("token");
      for (const api of ["email/verification/confirm", "password/reset/confirm", "verify-email", "password-reset"]) {
        expect((await portal.request(`/api/v1/auth/${api}?token=${token}&new_password=${NEW}`)).status).toBe(405);
      }
    }
    expect(await stateOfTheDatabase()).toBe(before);
  }

  test("of a registration, which still confirms", async () => {
    const email = newAddress();
    await register(portal, email);
    const mail = await portal.mail(email);
    await look(mail);
    expect((await confirm({ token: tokenIn(mail) })).status).toBe(200);
  });

  test("of a reset, which still sets a password", async () => {
    const person = await addPerson();
    await askForReset(person.email);
    const mail = await portal.mail(person.email);
    await look(mail);
    expect((await reset(tokenIn(mail))).status).toBe(200);
    expect(await works(person, NEW)).toBe(true);
  });

  test("of a change of address, which still changes it", async () => {
    const person = await addPerson();
    const moved = newAddress("moved");
    const client = await openSession(portal, person);
    await client.request("/api/v1/users/me/email", { json: { new_email: moved, current_password: PASSWORD } });
    const mail = await portal.mail(moved);
    await look(mail);
    expect((await confirm({ token: tokenIn(mail) })).body.data).toMatchObject({ email: moved, status: "changed" });
  });

  test("of the set-up, which still makes the administrator", async () => {
    const path = (portal.setupUrl ?? "").slice(portal.url.length);
    const before = await stateOfTheDatabase();
    for (let looks = 0; looks < 10; looks++) expect((await portal.request(path, { method: looks % 2 ? "HEAD" : "GET" })).status).toBe(200);
    expect(await stateOfTheDatabase()).toBe(before);
    const token = new URL(portal.setupUrl ?? "").searchParams.get("token");
    const { result } = await callAction(portal.client(), "completeSetupAction", { token, email: newAddress("admin"), password: PASSWORD });
    expect(result?.ok).toBe(true);
  });
});

describe("the owner is told, at the address as it was before,", () => {
  const toldAbout = (email: string, word: RegExp) => portal.mail(email, (mail) => word.test(mail.subject));

  test("of a changed password, and where it was changed from", async () => {
    const person = await addPerson();
    const client = await signIn(portal, person.email);
    await client.request("/api/v1/auth/password/change", { json: { current_password: PASSWORD, new_password: NEW } });
    expect((await toldAbout(person.email, /password/i)).text).toContain("127.0.0.1");
  });

  test("of a change of address that was asked for, and of one that was made", async () => {
    const person = await addPerson();
    const client = await openSession(portal, person);
    const moved = newAddress("moved");
    await client.request("/api/v1/users/me/email", { json: { new_email: moved, current_password: PASSWORD } });
    await confirm({ token: tokenIn(await portal.mail(moved)) });
    const mails = await portal.inbox(person.email);
    expect(mails.map(({ subject }) => subject)).toEqual([expect.stringMatching(/address/i), expect.stringMatching(/address/i)]);
    expect(mails.every((mail) => mail.links.every((link) => !link.includes("token=")))).toBe(true);
  });

  test("of a changed username, and of a deactivated account", async () => {
    const person = await addPerson();
    const client = await openSession(portal, person);
    await client.request("/api/v1/users/me", { method: "PATCH", json: { username: `name-${person.id.slice(-8)}` } });
    await callAction(client, "deactivateAccountAction", { current_password: PASSWORD, confirmation: person.email });
    const subjects = (await portal.inbox(person.email)).map(({ subject }) => subject).join("\n");
    expect(subjects).toMatch(/username/i);
    expect(subjects).toMatch(/deactivated/i);
  });
});

import type { Email } from "postal-mime";
import { afterAll, expect, test } from "vitest";
import { startMailServer } from "../mail-server";
import { newAddress, PASSWORD, register, signIn, whoami } from "../system/people";
import { startPortal } from "../system/portal";
import { callAction } from "../system/server-actions";
import { queueDone, stopwatch, until } from "./bystander";

const post = await startMailServer();
afterAll(() => post.stop());
// An address of a PostgreSQL elsewhere and one of a mail server are all that it is given.
const portal = await startPortal({ env: { SMTP_URL: post.url, EMAIL_FROM: "Portico <door@portico.example>" } });

const mailsTo = (email: string): Email[] => post.received.filter(({ to }) => to?.some(({ address }) => address === email));

/** Waits for the mail about `subject` that came over SMTP. */
async function received(email: string, subject: RegExp): Promise<Email> {
  const find = () => mailsTo(email).findLast((mail) => subject.test(mail.subject ?? ""));
  await until(`a mail to ${email} about ${subject}`, async () => find() !== undefined, 20_000);
  const mail = find();
  if (!mail) throw new Error("unreachable: it was found");
  return mail;
}

function tokenOf(mail: Email): string {
  const link = /https?:\/\/\S+token=([A-Za-z0-9_-]{43})/.exec(mail.text ?? "");
  if (!link?.[1]) throw new Error(`There is no link with a token in "${mail.subject}"`);
  expect(new URL(link[0]).origin).toBe(portal.url);
  return link[1];
}

const codeOf = (mail: Email): string => (/\b(\d{3}) ?(\d{3})\b/.exec(mail.text ?? "") ?? []).slice(1).join("");

test("against a PostgreSQL elsewhere and a real mail server the whole life of an account works", async () => {
  const email = newAddress("smtp");
  expect((await register(portal, email, { full_name: "Ana Example", username: `ana${Date.now()}` })).status).toBe(201);
  const welcome = await received(email, /confirm/i);
  expect(welcome.from?.address).toBe("door@portico.example");
  expect(welcome.html).toContain(tokenOf(welcome));
  const confirmed = await portal.request("/api/v1/auth/email/verification/confirm", { json: { email, code: codeOf(welcome) } });
  expect(confirmed.body.data).toMatchObject({ email, status: "verified" });

  const client = await signIn(portal, email);
  const elsewhere = await signIn(portal, email);
  const second = "Silberpappel-Kanal-905-leise";
  const change = { current_password: PASSWORD, new_password: second };
  expect((await client.request("/api/v1/auth/password/change", { json: change })).body.data).toEqual({ sessions_ended: 1 });
  expect([await whoami(client), await whoami(elsewhere)]).toEqual([200, 401]);
  await received(email, /password.*changed|changed.*password/i);

  await portal.request("/api/v1/auth/password/reset/request", { json: { email } });
  const third = "Feldlerche-Turm-4410-taghell";
  const reset = { token: tokenOf(await received(email, /new password/i)), new_password: third };
  expect((await portal.request("/api/v1/auth/password/reset/confirm", { json: reset })).status).toBe(200);
  expect((await portal.request("/api/v1/auth/password/reset/confirm", { json: reset })).body.error?.type).toBe("TOKEN_EXPIRED");
  expect(await whoami(client)).toBe(401);
  for (const old of [PASSWORD, second]) await expect(signIn(portal, email, old)).rejects.toThrow("INVALID_CREDENTIALS");

  const again = await signIn(portal, email, third);
  const next = newAddress("moved");
  await again.request("/api/v1/users/me/email", { json: { new_email: next, current_password: third } });
  const move = { token: tokenOf(await received(next, /new e-mail address/i)) };
  expect((await portal.request("/api/v1/auth/email/verification/confirm", { json: move })).body.data).toEqual({
    email: next,
    status: "changed",
    needs_passkey: false,
  });
  await received(email, /address.*changed|changed.*address/i);

  const { result } = await callAction(again, "deactivateAccountAction", { current_password: third, confirmation: next });
  expect(result?.ok).toBe(true);
  expect(await whoami(again)).toBe(401);
  await expect(signIn(portal, next, third)).rejects.toThrow("ACCOUNT_DISABLED");
  await received(next, /deactivated/i);
});

test("with the mail server away registrations are answered, and once it is back each mail arrives exactly once", async () => {
  await post.stop();
  const people = Array.from({ length: 12 }, () => newAddress("patient"));
  const answers = await Promise.all(people.map((email) => register(portal, email)));
  expect(answers.map(({ status }) => status)).toEqual(people.map(() => 201));
  const attempt = /job failed and will be tried again/g;
  await until("sending was tried in vain", async () => (portal.logs().match(attempt)?.length ?? 0) >= people.length, 20_000);
  expect((await portal.request("/api/health/ready")).status).toBe(200);
  await post.start();
  const since = stopwatch();
  await until("every mail came", async () => people.every((email) => mailsTo(email).length > 0), 20_000);
  since("all mail out, the mail server being back,");
  await queueDone(portal.databaseUrl);
  expect(people.map((email) => mailsTo(email).length)).toEqual(people.map(() => 1));
  const email = people[0] ?? "";
  const token = tokenOf(await received(email, /confirm/i));
  expect((await portal.request("/api/v1/auth/email/verification/confirm", { json: { token } })).status).toBe(200);
});

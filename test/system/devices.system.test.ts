import { expect, test } from "vitest";
import { db } from "@/lib/db";
import type { Client } from "./client";
import { tokenIn } from "./inbox";
import { addPerson, PASSWORD, type Person, whoami } from "./people";
import { startPortal } from "./portal";
import { callAction } from "./server-actions";

const asking = await startPortal({ env: { REQUIRE_DEVICE_APPROVAL: "true" } });
const other = await startPortal({ env: { REQUIRE_DEVICE_APPROVAL: "true" } });

const enter = (client: Client, { email }: Person) => callAction(client, "signInAction", { email, password: PASSWORD });
const look = (client: Client) => callAction(client, "checkDeviceAction", {});
const question = (mail: { subject: string }) => /is this you/i.test(mail.subject);
const alert = (mail: { subject: string }) => /new sign-in/i.test(mail.subject);
/** A browser elsewhere in the world. */
const elsewhere = () => other.client();

/** A person with a known browser. The first sign-in of an account waits for nobody. */
async function personWithBrowser(): Promise<{ person: Person; home: Client }> {
  const person = await addPerson();
  const home = asking.client();
  expect((await enter(home, person)).result).toMatchObject({ ok: true, data: { redirect_to: "/account" } });
  return { person, home };
}

test("a new browser waits on one instance until it is approved through the other, in a browser that knows nothing of it", async () => {
  const { person, home } = await personWithBrowser();
  const [mine, another] = [asking.client(), asking.client()];
  expect((await enter(mine, person)).result).toMatchObject({ ok: true, data: { redirect_to: "/login/device?callbackUrl=%2Faccount" } });
  expect(mine.session).toBeUndefined();
  expect((await look(mine)).result).toMatchObject({ ok: true, data: { status: "waiting" } });
  const token = tokenIn(await asking.mail(person.email, question));
  await enter(another, person);

  // Scanners open links, any number of times and by any method that changes nothing.
  for (let time = 0; time < 3; time += 1) await other.request(`/login/device/answer?token=${token}`);
  await other.request(`/login/device/answer?token=${token}`, { method: "HEAD" });
  expect((await look(mine)).result).toMatchObject({ ok: true, data: { status: "waiting" } });

  const answers = await Promise.all(
    Array.from({ length: 10 }, () => callAction(elsewhere(), "answerApprovalAction", { token, answer: "approve" })),
  );
  expect(answers.filter(({ result }) => result?.ok)).toHaveLength(1);
  expect((await look(another)).result).toMatchObject({ ok: true, data: { status: "waiting" } });
  expect((await look(elsewhere())).result).toMatchObject({ ok: false, error: { type: "TOKEN_REVOKED" } });
  expect((await look(mine)).result).toMatchObject({ ok: true, data: { status: "go_on", redirect_to: "/account" } });
  expect([await whoami(mine), await whoami(home), another.session]).toEqual([200, 200, undefined]);
  // The sign-in is used up, by whomever its token is shown again.
  expect((await look(mine)).result).toMatchObject({ ok: false, error: { type: "TOKEN_REVOKED" } });
});

test("an answer after ten minutes, and one to a sign-in that was refused, let nobody in", async () => {
  const { person } = await personWithBrowser();
  const [late, refused] = [asking.client(), asking.client()];
  await enter(late, person);
  const lateToken = tokenIn(await asking.mail(person.email, question));
  await db.preAuthToken.updateMany({ where: { userId: person.id }, data: { expiresAt: new Date() } });
  expect((await callAction(elsewhere(), "answerApprovalAction", { token: lateToken, answer: "approve" })).result?.ok).toBe(false);
  expect((await look(late)).result).toMatchObject({ ok: false, error: { type: "TOKEN_REVOKED" } });

  await enter(refused, person);
  const token = tokenIn(await asking.mail(person.email, (mail) => question(mail) && tokenIn(mail) !== lateToken));
  expect((await callAction(elsewhere(), "answerApprovalAction", { token, answer: "refuse" })).result).toMatchObject({ ok: true });
  expect((await callAction(elsewhere(), "answerApprovalAction", { token, answer: "approve" })).result?.ok).toBe(false);
  expect((await look(refused)).result).toMatchObject({ ok: false, error: { type: "TOKEN_REVOKED" } });
  await asking.mail(person.email, (mail) => /choose a new password/i.test(mail.subject));
});

test("a program waits, is let in, and is known by its device token", async () => {
  const { person } = await personWithBrowser();
  const logIn = (more = {}) => asking.request("/api/v1/auth/login", { json: { email: person.email, password: PASSWORD, ...more } });
  const status = (pre_auth_token: unknown) => other.request("/api/v1/auth/device/status", { json: { pre_auth_token } });
  const begun = (await logIn()).body.data;
  expect(begun).toMatchObject({ status: "device_approval_required" });
  expect((await status(begun?.pre_auth_token)).body.data).toMatchObject({ status: "device_approval_required" });
  const exchanged = await asking.request("/api/v1/auth/session-exchange", { json: { pre_auth_token: begun?.pre_auth_token } });
  expect([exchanged.status, exchanged.body.error?.type]).toEqual([403, "STEP_UP_REQUIRED"]);
  const token = tokenIn(await asking.mail(person.email, question));
  await callAction(elsewhere(), "answerApprovalAction", { token, answer: "approve" });
  const done = (await status(begun?.pre_auth_token)).body.data;
  expect(done).toMatchObject({ status: "complete", token_type: "Bearer" });
  expect((await logIn({ device_token: done?.device_token })).body.data).toMatchObject({ status: "complete" });
  const { person: somebodyElse } = await personWithBrowser();
  const foreign = { email: somebodyElse.email, password: PASSWORD, device_token: done?.device_token };
  const answer = await asking.request("/api/v1/auth/login", { json: foreign });
  expect(answer.body.data).toMatchObject({ status: "device_approval_required" });
});

test("'this wasn't me' ends the thief's session and its tokens on both instances, once, and keeps the evidence", async () => {
  const { person, home } = await personWithBrowser();
  const thief = asking.client();
  await enter(thief, person);
  const approval = tokenIn(await asking.mail(person.email, question));
  await callAction(elsewhere(), "answerApprovalAction", { token: approval, answer: "approve" });
  await look(thief);
  expect(await whoami(thief)).toBe(200);
  const thiefElsewhere = other.client();
  for (const [name, value] of thief.cookies) thiefElsewhere.cookies.set(name, value);
  expect(await whoami(thiefElsewhere)).toBe(200);

  const mail = await asking.mail(person.email, alert);
  const token = tokenIn(mail);
  expect(mail.text).toContain("unknown place");
  for (let time = 0; time < 3; time += 1) await other.request(`/login/not-me?token=${token}`);
  expect(await whoami(thief)).toBe(200);
  const presses = await Promise.all(Array.from({ length: 10 }, () => callAction(elsewhere(), "disownSignInAction", { token })));
  expect(presses.filter(({ result }) => result?.ok)).toHaveLength(1);
  await expect.poll(() => Promise.all([thief, thiefElsewhere, home].map(whoami)), { timeout: 1_500 }).toEqual([401, 401, 401]);
  expect((await enter(thief, person)).result).toMatchObject({ ok: false, error: { type: "ACCOUNT_DISABLED" } });
  const [row] = await db.auditEvent.findMany({ where: { action: "session.disowned", targetId: person.id } });
  expect(row?.details).toMatchObject({ reasons: ["new_device"], sessions_ended: 2, password_reset_forced: true });
  expect(await db.device.count({ where: { userId: person.id } })).toBe(1);
});

test("nobody is mailed about the first sign-in of an account, nor about a known browser's", async () => {
  const { person, home } = await personWithBrowser();
  await home.request("/logout", { method: "POST" });
  expect((await enter(home, person)).result).toMatchObject({ ok: true, data: { redirect_to: "/account" } });
  expect(await asking.inbox(person.email)).toEqual([]);
});

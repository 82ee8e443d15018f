import { beforeAll, beforeEach, expect, it } from "vitest";
import type { SessionActor } from "@/lib/access/actor";
import { requestEmailChange } from "@/lib/accounts/email-change";
import { confirmVerification } from "@/lib/accounts/email-verification";
import { confirmPasswordReset } from "@/lib/accounts/password-reset";
import { db, pool } from "@/lib/db";
import { beginTotp, confirmTotp } from "@/lib/factors/enrolment";
import { replaceRecoveryCodes } from "@/lib/factors/recovery-codes";
import { hashLinkToken } from "@/lib/one-time-secret";
import { hashPassword } from "@/lib/passwords/hash";
import { portalAdapter } from "@/lib/sessions/nextauth-adapter";
import { disownSignIn } from "@/lib/signin/disown";
import { logIn } from "@/lib/signin/login";
import { signInWithPassword } from "@/lib/signin/password";
import { exchangeSession } from "@/lib/signin/session-exchange";
import { issuePreAuthToken } from "@/lib/tokens/pre-auth-token";
import { codeOf } from "@/test/authenticator";
import { whoWaits } from "@/test/locks";
import { anonymous, newSignedIn, outcomeOf, outcomesOf } from "@/test/organization";
import { noticesOf } from "@/test/queue";

const password = "lamp and river";
const context = { ...anonymous.context, ip: "192.0.2.7" };
const somebody = { ...anonymous, context };
let passwordHash: string;
let ana: SessionActor;

beforeAll(async () => {
  passwordHash = await hashPassword(password);
});
beforeEach(async () => {
  ana = await newSignedIn("Ana");
  await db.user.update({ where: { id: ana.userId }, data: { passwordHash } });
});

/** The link of a mailed alert about a sign-in, of this moment where none is said. */
async function alert(name: string, email: string | null = ana.email, occurredAt = new Date()): Promise<string> {
  const link = `${name} ${ana.userId}`;
  await db.signInAlert.create({
    data: {
      ...{ userId: ana.userId, sessionId: crypto.randomUUID(), reasons: ["new_device"], occurredAt, email },
      ...{ tokenHash: hashLinkToken(link), expiresAt: new Date(Date.now() + 60_000) },
    },
  });
  return link;
}
const notMe = (token: string) => disownSignIn(somebody, { token });
const addressNow = async () => (await db.user.findUniqueOrThrow({ where: { id: ana.userId }, select: { email: true } })).email;
const resetsFor = async () =>
  (await db.oneTimeToken.findMany({ where: { userId: ana.userId, purpose: "reset_password", consumedAt: null } })).map(
    ({ email }) => email,
  );

/** Asks for a change of address in Ana's session. @returns what its mailed link does. */
async function askForAddress(email: string): Promise<() => Promise<unknown>> {
  await requestEmailChange(ana, { current_password: password, new_email: email });
  const link = `change ${email}`;
  await db.oneTimeToken.updateMany({
    where: { userId: ana.userId, purpose: "change_email", consumedAt: null },
    data: { tokenHash: hashLinkToken(link) },
  });
  return () => confirmVerification(somebody, { token: link });
}

it("disowning a sign-in takes back what was added since, and spares what was there before", async () => {
  const mine = await beginTotp(ana, { name: "Phone", current_password: password });
  await confirmTotp(ana, { id: mine.id, code: codeOf(mine.secret) });
  const link = await alert("not me");
  const own = { userId: ana.userId, type: "oauth" };
  await db.account.create({ data: { ...own, provider: "github", providerAccountId: ana.userId, createdAt: new Date(0) } });
  await db.account.create({ data: { ...own, provider: "google", providerAccountId: ana.userId } });
  const theirs = await beginTotp(ana, { name: "Thief", current_password: password });
  await confirmTotp(ana, { id: theirs.id, code: codeOf(theirs.secret) });
  expect(await notMe(link)).toMatchObject({ must_reset_password: true });
  expect(await outcomeOf(notMe(link))).toBe("TOKEN_EXPIRED");
  expect(await db.totpAuthenticator.findMany({ where: { userId: ana.userId }, select: { name: true } })).toEqual([{ name: "Phone" }]);
  expect(await db.account.findMany({ where: { userId: ana.userId }, select: { provider: true } })).toEqual([{ provider: "github" }]);
  const [row] = await db.auditEvent.findMany({ where: { action: "session.disowned", targetId: ana.userId } });
  expect(row?.details).toMatchObject({ passkeys_removed: 0, factors_removed: 1, recovery_codes_removed: 0, providers_removed: 1 });
});

it("takes back what was added since the first sign-in whose alert is open, whichever is answered, and recovery codes with it", async () => {
  const mine = await beginTotp(ana, { name: "Phone", current_password: password });
  await confirmTotp(ana, { id: mine.id, code: codeOf(mine.secret) });
  const [own, first] = [new Date(Date.now() - 7_200_000), new Date(Date.now() - 3_600_000)];
  await db.totpAuthenticator.updateMany({ where: { userId: ana.userId }, data: { createdAt: own } });
  await alert("answered before", ana.email, new Date(0));
  await db.signInAlert.updateMany({ where: { userId: ana.userId }, data: { disownedAt: new Date() } });
  await alert("first", ana.email, first);
  await addPasskey("Thief");
  await db.$transaction((tx) => replaceRecoveryCodes(tx, ana.userId));
  await db.recoveryCode.create({ data: { userId: ana.userId, codeHash: "of before that was kept", createdAt: null } });
  await notMe(await alert("second", ana.email, new Date(Date.now() + 1_000)));
  expect(await db.passkey.count({ where: { userId: ana.userId } })).toBe(0);
  expect(await db.totpAuthenticator.count({ where: { userId: ana.userId } })).toBe(1);
  expect(await db.recoveryCode.findMany({ where: { userId: ana.userId } })).toMatchObject([{ createdAt: null }]);
  const [row] = await db.auditEvent.findMany({ where: { action: "session.disowned", targetId: ana.userId } });
  expect(row?.details).toMatchObject({ passkeys_removed: 1, factors_removed: 0, recovery_codes_removed: 10 });
});

it("gives the address back that whoever was in has changed, and nothing mailed to theirs counts any more", async () => {
  const link = await alert("mine");
  const theirs = `thief.${ana.userId}@example.test`;
  await (await askForAddress(theirs))();
  expect(await addressNow()).toBe(theirs);
  const [again, pending] = [await alert("theirs", theirs), await askForAddress(`second.${theirs}`)];
  expect(await notMe(link)).toMatchObject({ must_reset_password: true });
  expect([await addressNow(), await resetsFor()]).toEqual([ana.email, [ana.email]]);
  expect([await outcomeOf(notMe(again)), await outcomeOf(pending())]).toEqual(["TOKEN_EXPIRED", "TOKEN_EXPIRED"]);
  expect(await noticesOf(ana.userId)).toEqual(["email_change_requested", "email_changed", "email_change_requested", "email_changed"]);
  const [row] = await db.auditEvent.findMany({ where: { action: "session.disowned", targetId: ana.userId } });
  expect(row?.details).toMatchObject({ address_restored: true });
});

it("mails no reset to whoever was in where the former address belongs to somebody else by now", async () => {
  const link = await alert("mine");
  await (await askForAddress(`thief.${ana.userId}@example.test`))();
  await db.user.create({ data: { email: ana.email } });
  expect(await outcomesOf([notMe(link), notMe(link)])).toEqual(expect.arrayContaining(["accepted", "TOKEN_EXPIRED"]));
  expect([await addressNow(), await resetsFor()]).toEqual([`thief.${ana.userId}@example.test`, []]);
});

it("ends a change of address that waits for its confirmation, and leaves the address where it was not changed", async () => {
  const pending = await askForAddress(`thief.${ana.userId}@example.test`);
  // An alert of before its address was kept.
  await notMe(await alert("mine", null));
  expect(await outcomeOf(pending())).toBe("TOKEN_EXPIRED");
  expect([await addressNow(), await resetsFor()]).toEqual([ana.email, [ana.email]]);
});

const addPasskey = (name: string) =>
  db.passkey.create({
    data: {
      ...{ userId: ana.userId, credentialId: Buffer.from(crypto.randomUUID()), publicKey: Buffer.from("x"), aaguid: crypto.randomUUID() },
      ...{ name, isSynced: true, isBackedUp: true },
    },
  });

/** Runs `work` while "this wasn't me" is under way and holds what it has locked so far. @returns how all of them ended. */
async function beside(link: string, work: () => Promise<unknown>[]): Promise<unknown[]> {
  const other = await pool.connect();
  await other.query("BEGIN");
  await other.query("SELECT FROM passkeys WHERE user_id = $1 FOR UPDATE", [ana.userId]);
  const disowning = outcomeOf(notMe(link));
  await whoWaits(1);
  const works = work();
  const ended = outcomesOf(works);
  await whoWaits(1 + works.length);
  await other.query("COMMIT");
  other.release();
  return [await disowning, ...(await ended)];
}

it("misses no sign-in that happens beside it, and waits for none: by password, from a trusted device, at its last step, by a provider", async () => {
  const wanted = { identifier: ana.email, password, remember_me: false };
  const step = await signInWithPassword(somebody, wanted);
  if (step.status !== "complete") throw new Error(step.status);
  await db.device.updateMany({ where: { userId: ana.userId }, data: { trustedUntil: new Date(Date.now() + 3_600_000) } });
  const program = { email: ana.email, password, remember_me: false };
  const begun = await logIn(somebody, { ...program, exchange: true });
  if (begun.status !== "organization_selection") throw new Error(begun.status);
  const link = await alert("not me");
  await addPasskey("Thief");
  const outcomes = await beside(link, () => [
    signInWithPassword(somebody, { ...wanted, device: step.session.device }),
    logIn(somebody, { ...program, exchange: false }),
    exchangeSession(somebody, { pre_auth_token: begun.pre_auth_token }),
    Promise.resolve(portalAdapter().createSession?.({ sessionToken: ana.userId, userId: ana.userId, expires: new Date() })),
  ]);
  expect(outcomes.slice(0, 4)).toEqual(["accepted", "INVALID_CREDENTIALS", "INVALID_CREDENTIALS", "TOKEN_REVOKED"]);
  expect(outcomes[4]).toBeInstanceOf(Error);
  expect(await db.session.count({ where: { userId: ana.userId } })).toBe(0);
});

it("lets no passkey of whoever was in through beside it, where there is no password to be chosen anew", async () => {
  await db.user.update({ where: { id: ana.userId }, data: { passwordHash: null } });
  const link = await alert("not me");
  const { id } = await addPasskey("Thief");
  const signIn = {
    userId: ana.userId,
    amr: ["swk", "user", "mfa"],
    provider: null,
    kind: "program",
    deviceName: null,
    selects: true,
  } as const;
  const issue = () => issuePreAuthToken({ ...signIn, amr: [...signIn.amr] }, { by: "passkey", id });
  const [begun, beginning] = [await issue(), { token: "" as string | null }];
  const begin = async () => {
    beginning.token = await issue();
  };
  expect(await beside(link, () => [exchangeSession(somebody, { pre_auth_token: begun ?? "" }), begin()])).toEqual([
    "accepted",
    "TOKEN_REVOKED",
    "accepted",
  ]);
  expect([beginning.token, await db.session.count({ where: { userId: ana.userId } })]).toEqual([null, 0]);
});

it("and whoever uses up a code or a mailed link at that moment do not wait for one another", async () => {
  const link = await alert("not me");
  await addPasskey("Thief");
  const theirs = await beginTotp(ana, { name: "Thief", current_password: password });
  const reset = `reset ${ana.userId}`;
  const open = { tokenHash: hashLinkToken(reset), expiresAt: new Date(Date.now() + 60_000) };
  await db.oneTimeToken.create({ data: { userId: ana.userId, email: ana.email, purpose: "reset_password", ...open } });
  const outcomes = await beside(link, () => [
    confirmTotp(ana, { id: theirs.id, code: codeOf(theirs.secret) }),
    confirmPasswordReset(somebody, { token: reset, new_password: "Nebel-Hafen-2718-dunkelblau" }),
  ]);
  expect(outcomes).toEqual(["accepted", "NOT_FOUND", "TOKEN_EXPIRED"]);
});

import { beforeAll, describe, expect, it } from "vitest";
import type { SessionActor } from "@/lib/access/actor";
import { LONGEST_PROOF_SECONDS, PROOF_SECONDS } from "@/lib/access/fresh-proof";
import { resendVerification, verifyUser } from "@/lib/accounts/address-administration";
import { disableAccount, enableAccount } from "@/lib/accounts/administration";
import { createAdministrator } from "@/lib/accounts/administrators";
import { changeManyAccounts } from "@/lib/accounts/bulk-acts";
import { downloadDataExport, obtainDataExport, requestDataExport } from "@/lib/accounts/data-export/request";
import { deactivateOwnAccount } from "@/lib/accounts/deactivation";
import { deleteOwnAccount } from "@/lib/accounts/deletion";
import { requestEmailChange } from "@/lib/accounts/email-change";
import { startImpersonation } from "@/lib/accounts/impersonation";
import { resetLimits } from "@/lib/accounts/limits";
import { changePassword } from "@/lib/accounts/password-change";
import { createUser, deleteUser, forcePasswordReset, updateUser } from "@/lib/accounts/user-administration";
import { encryptBytes } from "@/lib/crypto";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { beginTotp } from "@/lib/factors/enrolment";
import { removeFactor, renewRecoveryCodes } from "@/lib/factors/removal";
import { newTotpSecret } from "@/lib/factors/totp";
import { setAuditRetention } from "@/lib/organizations/audit-retention";
import { createInvitation } from "@/lib/organizations/invitations";
import { deleteOrganization, restoreOrganization } from "@/lib/organizations/lifecycle";
import { changeMembers } from "@/lib/organizations/member-bulk";
import { changeMemberRole } from "@/lib/organizations/member-roles";
import { removeMember } from "@/lib/organizations/members";
import { setSecurityPolicy } from "@/lib/organizations/security-policy";
import { securityPolicy } from "@/lib/organizations/security-policy.schema";
import { addPasskey, beginPasskey } from "@/lib/passkeys/enrolment";
import { hashPassword } from "@/lib/passwords/hash";
import { revokeAnySession, revokeUserSessions } from "@/lib/sessions/administration";
import { revokeOtherSessions, revokeSession } from "@/lib/sessions/manage";
import { stepUp } from "@/lib/signin/step-up";
import { beginPasskeyProof, stepUpWithPasskey } from "@/lib/signin/step-up-passkey";
import { rotateKeys } from "@/lib/tokens/rotate-keys";
import { codeOf, forgetSteps } from "@/test/authenticator";
import { newOrganization, newPerson, operator, outcomeOf } from "@/test/organization";
import { Authenticator } from "@/test/passkey";

const PASSWORD = "lamp and river";
const NEW_PASSWORD = "copper violet meadow";
const REASON = "Ticket 4711: cannot accept an invitation";
const MINUTE_MS = 60_000;
let passwordHash: string;

beforeAll(async () => {
  passwordHash = await hashPassword(PASSWORD);
  // Whatever is done to administrators, one remains.
  await newPerson("Keeper", { role: "admin" });
});

/** An administrator with a password and a session, who last proved who they are so many minutes ago. */
async function person(minutesAgo: number, amr = ["pwd"]): Promise<SessionActor> {
  const actor = await newPerson("Root", { role: "admin" });
  await db.user.update({ where: { id: actor.userId }, data: { passwordHash }, select: { id: true } });
  return { ...actor, ...(await session(actor.userId, minutesAgo, amr)), amr };
}

async function session(userId: string, minutesAgo: number, amr = ["pwd"]): Promise<{ sessionId: string; authTime: Date }> {
  const [soon, authTime] = [new Date(Date.now() + 60 * MINUTE_MS), new Date(Date.now() - minutesAgo * MINUTE_MS)];
  const clocks = { expires: soon, absoluteExpiresAt: soon, idleSeconds: 3600, authTime };
  const made = await db.session.create({ data: { userId, sessionToken: crypto.randomUUID(), amr, ...clocks }, select: { id: true } });
  return { sessionId: made.id, authTime };
}

/** Gives the account a second factor, which the session did not prove. @returns the secret of the app. */
async function owing(actor: SessionActor): Promise<{ actor: SessionActor; secret: string; factorId: string }> {
  const [factorId, secret] = [crypto.randomUUID(), newTotpSecret()];
  const sealed = encryptBytes("secret", Buffer.from(secret, "utf8"), `totp:${factorId}`);
  const data = { id: factorId, userId: actor.userId, name: "Phone", secret: sealed, confirmedAt: new Date() };
  await db.totpAuthenticator.create({ data, select: { id: true } });
  await db.user.update({ where: { id: actor.userId }, data: { secondFactor: true }, select: { id: true } });
  return { actor: { ...actor, freshness: { carriedUntil: null, hasSecondFactor: true } }, secret, factorId };
}

/** What an act is done to. */
interface Scene {
  target: string;
  /** A session of the target, and another one of the actor's own. */
  session: string;
  ownSession: string;
  unconfirmed: string;
  organization_id: string;
  /** Another organization, which is deleted. */
  gone: string;
  secondOwner: string;
  factorId: string;
}

async function sceneOf(actor: SessionActor, factorId: string): Promise<Scene> {
  const [target, unconfirmed, second] = [await newPerson("Ana"), await newPerson("Una", { emailVerified: null }), await newPerson("Oskar")];
  const gone = await newOrganization({ owner: actor });
  await db.organization.update({ where: { id: gone }, data: { deletedAt: new Date() }, select: { id: true } });
  return {
    ...{ target: target.userId, unconfirmed: unconfirmed.userId, secondOwner: second.userId, gone, factorId },
    session: (await session(target.userId, 0)).sessionId,
    ownSession: (await session(actor.userId, 0)).sessionId,
    organization_id: await newOrganization({ owner: actor, owner2: second, member: target }),
  };
}

type Act = (actor: SessionActor, scene: Scene) => Promise<unknown>;

/** Everything that takes a fresh proof, once for each function. */
const ACTS: Record<string, Act> = {
  "begin an authenticator": (actor) => beginTotp(actor, { name: "Tablet" }),
  "remove an authenticator": (actor, { factorId }) => removeFactor(actor, { id: factorId }),
  "renew recovery codes": (actor) => renewRecoveryCodes(actor, {}),
  "delete the account": async (actor) => {
    await db.membership.deleteMany({ where: { userId: actor.userId } });
    return deleteOwnAccount(actor, {});
  },
  "have data copied": (actor) => requestDataExport(actor),
  "have data copied by asking": (actor) => obtainDataExport(actor),
  "end a session": (actor, { ownSession }) => revokeSession(actor, { id: ownSession }),
  "end the other sessions": (actor) => revokeOtherSessions(actor),
  "act as somebody": (actor, { target }) => startImpersonation(actor, { id: target, reason: REASON, current_password: undefined }),
  "make an account": (actor) => createUser(actor, { email: `${crypto.randomUUID()}@example.test`, role: "user", email_verified: true }),
  "change an account": (actor, { target }) => updateUser(actor, { id: target, full_name: "Renamed" }),
  "erase an account": (actor, { unconfirmed }) => deleteUser(actor, { id: unconfirmed }),
  "force a reset": (actor, { target }) => forcePasswordReset(actor, { id: target }),
  "deactivate an account": (actor, { target }) => disableAccount(actor, { id: target }),
  "activate an account": (actor, { target }) => enableAccount(actor, { id: target }),
  "change many accounts": (actor, { target }) => changeManyAccounts(actor, { act: "activate", ids: [target] }),
  "confirm an address": (actor, { unconfirmed }) => verifyUser(actor, { id: unconfirmed }),
  "resend a confirmation": (actor, { unconfirmed }) => resendVerification(actor, { id: unconfirmed }),
  "end somebody's session": (actor, { session: id }) => revokeAnySession(actor, { id }),
  "end somebody's sessions": (actor, { target }) => revokeUserSessions(actor, { user_id: target }),
  "make an administrator": (actor) => createAdministrator(actor, { email: `${crypto.randomUUID()}@example.test`, password: NEW_PASSWORD }),
  "give attempts back": (actor, { target }) => resetLimits(actor, { whose: target }),
  "rotate keys": (actor) => rotateKeys(actor),
  "delete an organization": (actor, { organization_id }) => deleteOrganization(actor, { organization_id }),
  "restore an organization": (actor, { gone }) => restoreOrganization(actor, { organization_id: gone }),
  "change a security policy": (actor, { organization_id }) => setSecurityPolicy(actor, { organization_id, ...securityPolicy.parse({}) }),
  "shorten an audit log": (actor, { organization_id }) => setAuditRetention(actor, { organization_id, days: 30 }),
  "make an owner": (actor, { organization_id, target }) => changeMemberRole(actor, { organization_id, user_id: target, role: "owner" }),
  "remove an owner": (actor, { organization_id, secondOwner }) => removeMember(actor, { organization_id, user_id: secondOwner }),
  "change many owners": (actor, { organization_id, secondOwner }) =>
    changeMembers(actor, { organization_id, user_ids: [secondOwner], act: "suspend" }),
  "invite an owner": (actor, { organization_id }) =>
    createInvitation(actor, { organization_id, email: `${crypto.randomUUID()}@example.test`, role: "owner", unit_id: null }),
};

/** What brings the password along, which is proof enough where no second factor is owed. */
const WITH_PASSWORD: Record<string, Act> = {
  "change the password": (actor) => changePassword(actor, { current_password: PASSWORD, new_password: NEW_PASSWORD }),
  "change the address": (actor) => requestEmailChange(actor, { current_password: PASSWORD, new_email: "elsewhere@example.test" }),
  "deactivate the account": async (actor) => {
    await db.membership.deleteMany({ where: { userId: actor.userId } });
    return deactivateOwnAccount(actor, { current_password: PASSWORD, confirmation: actor.email });
  },
  "begin an authenticator": (actor) => beginTotp(actor, { name: "Tablet", current_password: PASSWORD }),
  "act as somebody": (actor, { target }) => startImpersonation(actor, { id: target, reason: REASON, current_password: PASSWORD }),
};

async function refusalOf(work: Promise<unknown>): Promise<AppError> {
  const error: unknown = await work.then(
    () => null,
    (refusal: unknown) => refusal,
  );
  if (!(error instanceof AppError)) throw new Error(`It was not refused: ${String(error)}`);
  return error;
}

/** Rows of the audit trail: what was refused must have left none. */
const trail = () => db.auditEvent.count();

describe.each(Object.entries(ACTS))("who wants to %s", (_name, act) => {
  it("does so after a fresh sign-in; later proves it first, and then does so", async () => {
    const { actor: fresh, factorId } = await owing(await person(0, ["pwd", "otp", "mfa"]));
    expect(await outcomeOf(act(fresh, await sceneOf(fresh, factorId)))).toBe("accepted");

    const { actor: stale, secret, factorId: id } = await owing(await person(11, ["pwd", "otp", "mfa"]));
    const scene = await sceneOf(stale, id);
    const before = await trail();
    expect((await refusalOf(act(stale, scene))).type).toBe("STEP_UP_REQUIRED");
    expect(await trail(), "what is refused leaves no trace").toBe(before);
    const { acr, auth_time } = await stepUp(stale, { password: PASSWORD, method: "totp", code: codeOf(secret) });
    expect(acr).toBe("2");
    expect(await outcomeOf(act({ ...stale, authTime: new Date(auth_time) }, scene))).toBe("accepted");
  });

  it("proves the second factor that is owed, however fresh the password is", async () => {
    const { actor, factorId, secret } = await owing(await person(0));
    const scene = await sceneOf(actor, factorId);
    expect((await refusalOf(act(actor, scene))).type).toBe("STEP_UP_REQUIRED");
    await stepUp(actor, { password: PASSWORD, method: "totp", code: codeOf(secret) });
    expect(await outcomeOf(act({ ...actor, amr: ["pwd", "otp", "mfa"] }, scene))).toBe("accepted");
  });
});

describe.each(Object.entries(WITH_PASSWORD))("who gives the password along to %s", (_name, act) => {
  it("has proven enough where no second factor is owed, and half of it where one is", async () => {
    const plain = await person(11);
    expect(await outcomeOf(act(plain, await sceneOf(plain, "")))).toBe("accepted");

    const { actor, secret, factorId } = await owing(await person(11));
    const scene = await sceneOf(actor, factorId);
    const refusal = await refusalOf(act(actor, scene));
    expect(refusal).toMatchObject({ type: "STEP_UP_REQUIRED", details: { methods: ["totp"], max_age: PROOF_SECONDS } });
    await stepUp(actor, { method: "totp", code: codeOf(secret) });
    expect(await outcomeOf(act({ ...actor, amr: ["pwd", "otp", "mfa"], authTime: new Date() }, scene))).toBe("accepted");
  });
});

describe("a proof", () => {
  const proofOf = (actor: SessionActor) => db.session.findUniqueOrThrow({ where: { id: actor.sessionId } });

  it("names what it takes, each time, and a command needs none", async () => {
    const plain = await person(11);
    const refusal = await refusalOf(revokeOtherSessions(plain));
    expect([refusal.status, refusal.details]).toEqual([403, { methods: ["password"], max_age: 600 }]);
    const { actor } = await owing(plain);
    await db.recoveryCode.create({ data: { userId: actor.userId, codeHash: "x" } });
    expect((await refusalOf(revokeOtherSessions(actor))).details?.methods).toEqual(["password", "totp", "recovery_code"]);
    await db.totpAuthenticator.deleteMany({ where: { userId: actor.userId } });
    expect((await refusalOf(revokeOtherSessions(actor))).details?.methods, "codes that are sent").toEqual(["sign_in"]);
    const bare = await person(11, ["fed"]);
    await db.user.update({ where: { id: bare.userId }, data: { passwordHash: null }, select: { id: true } });
    expect((await refusalOf(revokeOtherSessions(bare))).details?.methods).toEqual(["sign_in"]);
    expect(await outcomeOf(stepUp(bare, {}))).toBe("STEP_UP_REQUIRED");
    expect(await outcomeOf(rotateKeys(operator))).toBe("accepted");
  });

  it("counts for ten minutes, is carried on by use, and ends an hour after it was given", async () => {
    const actor = await person(9);
    expect(await outcomeOf(revokeOtherSessions(actor))).toBe("accepted");
    const carried = await proofOf(actor);
    expect(carried.provedUntil?.getTime()).toBeGreaterThan(Date.now() + 9 * MINUTE_MS);
    expect(carried.authTime).toEqual(actor.authTime);

    const given = new Date(Date.now() - 55 * MINUTE_MS);
    await db.session.update({
      where: { id: actor.sessionId },
      data: { authTime: given, provedUntil: new Date(Date.now() + MINUTE_MS) },
      select: { id: true },
    });
    expect(await outcomeOf(revokeOtherSessions({ ...actor, authTime: given }))).toBe("accepted");
    expect((await proofOf(actor)).provedUntil?.getTime()).toBe(given.getTime() + LONGEST_PROOF_SECONDS * 1000);

    const over = new Date(Date.now() - 61 * MINUTE_MS);
    const still = { authTime: over, provedUntil: new Date(Date.now() + 5 * MINUTE_MS) };
    await db.session.update({ where: { id: actor.sessionId }, data: still, select: { id: true } });
    expect(await outcomeOf(revokeOtherSessions({ ...actor, authTime: over }))).toBe("STEP_UP_REQUIRED");
  });

  it("is written down, and holds for the one session that gave it", async () => {
    const actor = await person(11);
    const other = { ...actor, ...(await session(actor.userId, 11)) };
    const { acr, auth_time, expires_at } = await stepUp(actor, { password: PASSWORD });
    expect(acr).toBe("1");
    expect(Date.parse(expires_at) - Date.parse(auth_time)).toBe(PROOF_SECONDS * 1000);
    expect(await outcomeOf(revokeSession(other, { id: actor.sessionId }))).toBe("STEP_UP_REQUIRED");
    expect(await db.auditEvent.count({ where: { action: "session.proven", actorId: actor.userId } })).toBe(1);
    expect(await outcomeOf(revokeOtherSessions(actor))).toBe("accepted");
  });

  it("takes both halves in one request: neither is enough, and a wrong password uses no code up", async () => {
    const { actor, secret } = await owing(await person(11));
    const code = codeOf(secret);
    expect((await refusalOf(stepUp(actor, {}))).fields).toMatchObject({ password: [expect.any(String)], code: [expect.any(String)] });
    expect((await refusalOf(stepUp(actor, { password: PASSWORD }))).fields).toHaveProperty("code");
    expect((await refusalOf(stepUp(actor, { method: "totp", code }))).fields).toHaveProperty("password");
    expect((await refusalOf(stepUp(actor, { password: "wrong", method: "totp", code }))).fields).toHaveProperty("password");
    expect((await refusalOf(stepUp(actor, { password: PASSWORD, method: "totp", code: "000000" }))).fields).toHaveProperty("code");
    const twice = await Promise.all([1, 2].map(() => outcomeOf(stepUp(actor, { password: PASSWORD, method: "totp", code }))));
    expect(twice.sort(), "one code, sent twice at once").toEqual(["VALIDATION_ERROR", "accepted"]);
  });

  it("is guessed at no more often than a sign-in, in whichever session and after however many sign-ins", async () => {
    const { actor, secret } = await owing(await person(11));
    await db.user.update({ where: { id: actor.userId }, data: { passwordHash: null }, select: { id: true } });
    const outcomes: unknown[] = [];
    for (let at = 0; at < 100; at += 1) {
      const here = at % 10 === 0 ? { ...actor, ...(await session(actor.userId, 11, ["fed"])) } : actor;
      outcomes.push(await outcomeOf(stepUp(here, { method: "totp", code: "000000" })));
    }
    expect(outcomes.filter((outcome) => outcome === "VALIDATION_ERROR").length).toBeLessThanOrEqual(5);
    await forgetSteps(actor.userId);
    expect(await outcomeOf(stepUp(actor, { method: "totp", code: codeOf(secret) }))).toBe("RATE_LIMITED");

    const plain = await person(11);
    const guesses = await Promise.all(Array.from({ length: 50 }, () => outcomeOf(stepUp(plain, { password: "wrong" }))));
    expect(guesses.filter((outcome) => outcome === "VALIDATION_ERROR").length).toBeLessThanOrEqual(5);
    expect(await outcomeOf(stepUp({ ...plain, ...(await session(plain.userId, 0)) }, { password: PASSWORD }))).toBe("RATE_LIMITED");
  });

  it("is given by a passkey alone, which is the person's own, of this session, and used once", async () => {
    const { actor } = await owing(await person(0, ["pwd", "otp", "mfa"]));
    const phone = new Authenticator(env.APP_URL);
    await addPasskey(actor, { response: phone.create((await beginPasskey(actor, {})).public_key) });
    const stale = { ...actor, ...(await session(actor.userId, 11)), amr: ["pwd"] };
    expect((await refusalOf(revokeOtherSessions(stale))).details?.methods).toEqual(["password", "totp", "passkey"]);
    const { public_key } = await beginPasskeyProof(stale);
    expect(public_key.allowCredentials.map(({ id }) => id)).toEqual([phone.id]);
    const response = phone.sign(public_key);
    expect(await outcomeOf(stepUpWithPasskey(actor, { response })), "in another session").toBe("INVALID_CREDENTIALS");
    expect((await stepUpWithPasskey(stale, { response })).acr).toBe("phr");
    expect(await outcomeOf(stepUpWithPasskey(stale, { response })), "again").toBe("INVALID_CREDENTIALS");
    const stranger = await person(0);
    const theirs = phone.sign((await beginPasskeyProof(stranger)).public_key);
    expect(await outcomeOf(stepUpWithPasskey(stranger, { response: theirs })), "as somebody else").toBe("INVALID_CREDENTIALS");
    expect(await outcomeOf(revokeOtherSessions(stale))).toBe("accepted");
  });

  it("is asked for a copy that leaves, and the other sessions end with a changed password or factor", async () => {
    const actor = await person(11);
    expect(await outcomeOf(downloadDataExport(actor)), "nothing is there yet").toBe("NOT_FOUND");
    const others = () => db.session.count({ where: { userId: actor.userId, id: { not: actor.sessionId } } });
    await session(actor.userId, 0);
    await changePassword(actor, { current_password: PASSWORD, new_password: NEW_PASSWORD });
    expect(await others()).toBe(0);
    const { actor: owner, factorId } = await owing({ ...actor, amr: ["pwd", "otp", "mfa"], authTime: new Date() });
    await session(actor.userId, 0);
    await removeFactor(owner, { id: factorId });
    expect(await others()).toBe(0);
  });
});

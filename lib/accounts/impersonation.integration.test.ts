import { beforeAll, describe, expect, it } from "vitest";
import type { SessionActor } from "@/lib/access/actor";
import { type InPersonAct, ONLY_IN_PERSON } from "@/lib/access/in-person";
import { listActivity } from "@/lib/accounts/activity";
import { disableAccount } from "@/lib/accounts/administration";
import { proveCurrentPassword } from "@/lib/accounts/current-password";
import { downloadDataExport, obtainDataExport, requestDataExport } from "@/lib/accounts/data-export/request";
import { deactivateOwnAccount } from "@/lib/accounts/deactivation";
import { deleteOwnAccount } from "@/lib/accounts/deletion";
import { requestEmailChange } from "@/lib/accounts/email-change";
import { startImpersonation } from "@/lib/accounts/impersonation";
import { changePassword } from "@/lib/accounts/password-change";
import { updateProfile } from "@/lib/accounts/profile";
import { createUser, updateUser } from "@/lib/accounts/user-administration";
import { sealAuditEvents } from "@/lib/audit/seal";
import { verifyAudit } from "@/lib/audit/verify";
import { db, Prisma } from "@/lib/db";
import { identifyCaller } from "@/lib/entry/actor";
import { AppError } from "@/lib/errors";
import { beginTotp, confirmTotp } from "@/lib/factors/enrolment";
import { renameFactor } from "@/lib/factors/factors";
import { removeFactor, renewRecoveryCodes } from "@/lib/factors/removal";
import { listAuditEvents } from "@/lib/organizations/audit-events";
import { exportAuditEvents } from "@/lib/organizations/audit-export";
import { createInvitation } from "@/lib/organizations/invitations";
import { deleteOrganization, restoreOrganization } from "@/lib/organizations/lifecycle";
import { changeMemberRole } from "@/lib/organizations/member-roles";
import { suspendMember } from "@/lib/organizations/member-status";
import { removeMember } from "@/lib/organizations/members";
import { createOrganization, updateOrganization } from "@/lib/organizations/organizations";
import { hashPassword } from "@/lib/passwords/hash";
import { closeImpersonations, stopImpersonation } from "@/lib/sessions/impersonation";
import { extendSession, listSessions, revokeOtherSessions, revokeSession, signOut } from "@/lib/sessions/manage";
import { describeCaller } from "@/lib/sessions/me";
import { forgetCachedSessions } from "@/lib/sessions/session-cache";
import { newSession } from "@/lib/sessions/store";
import { issueAccessToken } from "@/lib/tokens/access-token";
import { anonymous, context, newOrganization, newPerson, operator, outcomeOf, outcomesOf } from "@/test/organization";

const PASSWORD = "lamp and river";
const REASON = "Ticket 4711: cannot accept an invitation";
let passwordHash: string;

type SignedIn = SessionActor & { token: string };

/** Somebody with a password and a session in a browser. */
async function signedIn(name: string, role: "admin" | "user" = "user"): Promise<SignedIn> {
  const person = await newPerson(name, { role });
  await db.user.update({ where: { id: person.userId }, data: { passwordHash }, select: { id: true } });
  const { draft: issued, row } = newSession(
    { userId: person.userId, kind: "browser", amr: ["pwd"], context },
    Prisma.sql`(SELECT) AS once`,
  );
  await db.$executeRaw`WITH ${row} SELECT`;
  return { ...person, sessionId: issued.id, token: issued.token };
}

const callerWith = (session: string, own?: string) =>
  identifyCaller(new Headers({ cookie: `portico.session=${session}${own ? `; portico.administrator=${own}` : ""}` }));

/** Lets an administrator act as somebody, and finds who that is for the doors. */
async function acting(root: SignedIn, person: { userId: string }) {
  const { session } = await startImpersonation(root, { id: person.userId, reason: REASON });
  const { actor, session: live } = await callerWith(session.token, root.token);
  if (actor.kind !== "session") throw new Error("the acting session is nobody's");
  return { actor, live, token: session.token, isAlive: async () => (await callerWith(session.token, root.token)).actor.kind === "session" };
}

const startWith = (actor: SessionActor, id: string, current_password?: string) =>
  outcomeOf(startImpersonation(actor, { id, reason: REASON, current_password }));
const endings = async (sessionId: string) =>
  (await db.auditEvent.findMany({ where: { action: "impersonation.ended", details: { path: ["session_id"], equals: sessionId } } })).map(
    ({ details }) => Reflect.get(Object(details), "ending"),
  );

let root: SignedIn;
let ana: SignedIn;

beforeAll(async () => {
  passwordHash = await hashPassword(PASSWORD);
  [root, ana] = [await signedIn("Root", "admin"), await signedIn("Ana")];
});

describe("an administrator who acts as somebody", () => {
  it("has a session of theirs for an hour, beside the administrator's own and never without it", async () => {
    const before = Date.now();
    const { actor, live, token } = await acting(root, ana);
    expect(actor).toMatchObject({ userId: ana.userId, role: "user", amr: [], impersonator: { userId: root.userId, name: "Root" } });
    expect(live).toMatchObject({ rememberMe: false, expires: live?.absoluteExpiresAt });
    expect(live && live.expires.getTime() - before).toBeLessThanOrEqual(3_601_000);
    expect(await describeCaller(actor, live)).toMatchObject({ user: { id: ana.userId }, impersonator: { id: root.userId, name: "Root" } });
    const other = await signedIn("Other", "admin");
    expect((await callerWith(token)).actor.kind).toBe("anonymous");
    expect((await callerWith(token, other.token)).actor.kind).toBe("anonymous");
    expect((await callerWith(token, token)).actor.kind).toBe("anonymous");
    expect(await db.refreshToken.count({ where: { sessionId: actor.sessionId } })).toBe(0);
    const { expires_at } = await extendSession(actor);
    expect(expires_at).toBe(live?.absoluteExpiresAt.toISOString());
    expect((await listSessions(ana, { limit: 10 })).items).toContainEqual(
      expect.objectContaining({ id: actor.sessionId, impersonated: true, ip: null, device: "An administrator" }),
    );
    await stopImpersonation(actor);
  });

  it("stands in the audit trail with the reason at both ends, and the person is told without where the administrator sits", async () => {
    const person = await signedIn("Told");
    const { actor } = await acting(root, person);
    await stopImpersonation(actor);
    const [start, end] = await db.auditEvent.findMany({ where: { targetId: person.userId }, orderBy: { id: "asc" } });
    expect(start).toMatchObject({
      action: "impersonation.started",
      actorId: root.userId,
      impersonatorId: null,
      details: { reason: REASON },
    });
    expect(end).toMatchObject({ action: "impersonation.ended", actorId: person.userId, impersonatorId: root.userId });
    expect(end?.details).toMatchObject({ reason: REASON, ending: "stopped", impersonator_id: root.userId });
    const mails = await db.$queryRaw<{ payload: object }[]>`
      SELECT payload FROM graphile_worker._private_jobs WHERE payload->>'userId' = ${person.userId}`;
    expect(mails.map(({ payload }) => payload)).toMatchObject([{ notice: "impersonation_started", to: person.email, ip: null }]);
  });

  it("is refused for oneself, administrators, the deactivated, the dying and the absent, and to all but administrators in a browser", async () => {
    const [admin, off, dying] = [await signedIn("Peer", "admin"), await signedIn("Off"), await signedIn("Dying")];
    await db.user.update({ where: { id: off.userId }, data: { isActive: false } });
    await db.user.update({ where: { id: dying.userId }, data: { eraseAfter: new Date(Date.now() + 86_400_000) } });
    expect(await startWith(root, root.userId)).toBe("FORBIDDEN");
    expect(await startWith(root, admin.userId)).toBe("FORBIDDEN");
    expect(await startWith(root, off.userId)).toBe("CONFLICT");
    expect(await startWith(root, dying.userId)).toBe("CONFLICT");
    expect(await startWith(root, crypto.randomUUID())).toBe("NOT_FOUND");
    expect(await startWith(ana, off.userId)).toBe("FORBIDDEN");
    expect(await outcomeOf(startImpersonation(anonymous, { id: ana.userId, reason: REASON }))).toBe("UNAUTHENTICATED");
    expect(await outcomeOf(startImpersonation(operator, { id: ana.userId, reason: REASON }))).toBe("UNAUTHENTICATED");
    const program: SessionActor = { ...root, proof: { by: "access_token", jti: "j", expiresAt: new Date() } };
    expect(await startWith(program, ana.userId)).toBe("FORBIDDEN");
    const { actor } = await acting(root, ana);
    expect(await startWith(actor, off.userId)).toBe("FORBIDDEN");
    await stopImpersonation(actor);
    expect(await outcomeOf(stopImpersonation(root))).toBe("CONFLICT");
  });

  it("has signed in within ten minutes, or gives the password", async () => {
    const old = { ...root, authTime: new Date(Date.now() - 601_000) };
    await db.session.update({ where: { id: root.sessionId }, data: { authTime: old.authTime }, select: { id: true } });
    expect(await startWith(old, ana.userId)).toBe("STEP_UP_REQUIRED");
    expect(await startWith(old, ana.userId, "wrong")).toBe("VALIDATION_ERROR");
    expect(await startWith(old, ana.userId, PASSWORD)).toBe("accepted");
  });

  it("acts as one person at a time, however many are begun at once", async () => {
    const first = await acting(root, ana);
    const others = await Promise.all([1, 2, 3].map((at) => newPerson(`One${at}`)));
    await outcomesOf(others.map(({ userId }) => startImpersonation(root, { id: userId, reason: REASON })));
    expect(await db.impersonation.count({ where: { impersonatorId: root.userId } })).toBe(1);
    expect(await endings(first.actor.sessionId)).toEqual(["replaced"]);
    expect(await first.isAlive()).toBe(false);
  });
});

describe("what only the person may do", () => {
  it("is refused to whoever acts as them, each act of the table by its own words, and leaves no trace", async () => {
    const [owner, second, member] = [await signedIn("Olga"), await newPerson("Oskar"), await newPerson("Mia")];
    const organization_id = await newOrganization({ owner, owner2: second, member });
    const { actor } = await acting(root, owner);
    const gone = await newOrganization({ owner });
    await db.organization.update({ where: { id: gone }, data: { deletedAt: new Date() } });
    const at = { organization_id, user_id: member.userId };
    const acts: [InPersonAct, () => Promise<unknown>][] = [
      ["password.prove", () => proveCurrentPassword(actor, PASSWORD)],
      ["factors.change", () => beginTotp(actor, { name: "Phone", current_password: PASSWORD })],
      ["factors.change", () => confirmTotp(actor, { id: member.userId, code: "000000" })],
      ["factors.change", () => renameFactor(actor, { id: member.userId, name: "Phone" })],
      ["factors.change", () => removeFactor(actor, { id: member.userId, current_password: PASSWORD })],
      ["factors.change", () => renewRecoveryCodes(actor, { current_password: PASSWORD })],
      ["password.change", () => changePassword(actor, { current_password: PASSWORD, new_password: "copper violet meadow" })],
      ["email.change", () => requestEmailChange(actor, { current_password: PASSWORD, new_email: "new@example.test" })],
      ["data.export", () => requestDataExport(actor).then(() => undefined)],
      ["data.export", () => obtainDataExport(actor)],
      ["data.export", () => downloadDataExport(actor)],
      ["account.deactivate", () => deactivateOwnAccount(actor, { current_password: PASSWORD, confirmation: owner.email })],
      ["account.delete", () => deleteOwnAccount(actor, { current_password: PASSWORD })],
      ["sessions.end", () => revokeSession(actor, { id: owner.sessionId })],
      ["sessions.end", () => revokeOtherSessions(actor)],
      ["platform.use", () => createUser(actor, { email: "x@example.test", role: "admin", email_verified: true })],
      ["platform.use", () => disableAccount(actor, { id: member.userId })],
      ["organization.create", () => createOrganization(actor, { name: "Another" })],
      ["organization.delete", () => deleteOrganization(actor, { organization_id })],
      ["organization.delete", () => restoreOrganization(actor, { organization_id: gone })],
      ["organization.owners", () => changeMemberRole(actor, { ...at, role: "owner" })],
      ["organization.owners", () => changeMemberRole(actor, { ...at, user_id: second.userId, role: "member" })],
      ["organization.owners", () => removeMember(actor, { ...at, user_id: second.userId })],
      ["organization.owners", () => createInvitation(actor, { organization_id, email: "o@example.test", role: "owner", unit_id: null })],
      ["impersonation.start", () => startImpersonation(actor, { id: member.userId, reason: REASON })],
    ];
    expect(new Set(acts.map(([act]) => act))).toEqual(new Set(Object.keys(ONLY_IN_PERSON)));
    const before = await db.auditEvent.count();
    for (const [act, perform] of acts) {
      const error: unknown = await perform().catch((refusal: unknown) => refusal);
      expect(error, act).toBeInstanceOf(AppError);
      expect(error, act).toMatchObject({ type: "FORBIDDEN", message: expect.stringContaining(ONLY_IN_PERSON[act]) });
    }
    expect(await db.auditEvent.count()).toBe(before);
    await stopImpersonation(actor);
  });

  it("is all: everything else is done as them, and every row names both, in a trail that verifies", async () => {
    const [owner, member] = [await signedIn("Olga"), await newPerson("Mia")];
    const organization_id = await newOrganization({ owner, member });
    const { actor } = await acting(root, owner);
    await updateProfile(actor, { full_name: "Olga New" });
    await updateOrganization(actor, { organization_id, name: "Renamed" });
    await suspendMember(actor, { organization_id, user_id: member.userId });
    await createInvitation(actor, { organization_id, email: "guest@example.test", role: "admin", unit_id: null });
    await stopImpersonation(actor);
    await updateProfile(owner, { full_name: "Olga" });
    const rows = await db.auditEvent.findMany({ where: { actorId: owner.userId }, orderBy: { id: "asc" } });
    expect(rows.map(({ action, impersonatorId }) => [action, impersonatorId])).toEqual([
      ...["profile.updated", "organization.updated", "member.suspended", "invitation.created", "impersonation.ended"].map((action) => [
        action,
        root.userId,
      ]),
      ["profile.updated", null],
    ]);
    await sealAuditEvents();
    expect(await verifyAudit()).toMatchObject({ ok: true, findings: [] });

    const { items } = await listAuditEvents(owner, { organization_id, q: "action:member.*", limit: 5 });
    expect(items).toMatchObject([
      {
        summary: `${root.email}, acting as ${owner.email}, suspended ${member.email}`,
        actor: { id: owner.userId, name: owner.email },
        impersonator: { id: root.userId, name: root.email },
      },
    ]);
    for (const format of ["csv", "jsonl"] as const) {
      let text = "";
      for await (const piece of (await exportAuditEvents(owner, { organization_id, q: "action:member.*", format })).pieces) text += piece;
      expect(text, format).toContain(root.email);
    }
    const { items: told } = await listActivity(owner, { kind: "all", limit: 20 });
    const own = told.filter(({ action }) => action === "profile.updated");
    expect(own.map(({ impersonated, summary, ip }) => [impersonated, summary, ip])).toEqual([
      [false, "You updated your profile", context.ip],
      [true, "Your profile was updated", null],
    ]);
    expect(told.map(({ summary }) => summary)).toContain("An administrator began to act as you");
  });

  it("is no token either: one that names such a session opens nothing", async () => {
    const { actor } = await acting(root, ana);
    const { token } = await issueAccessToken({ ...actor, organization: null });
    const bearer = identifyCaller(new Headers({ authorization: `Bearer ${token}` }));
    expect(await outcomeOf(bearer)).toBe("TOKEN_REVOKED");
    await stopImpersonation(actor);
  });
});

describe("acting as somebody ends at once", () => {
  const past = new Date(Date.now() - 1000);
  const ways: [string, string, (admin: SignedIn, person: SignedIn, actor: SessionActor) => Promise<unknown>][] = [
    [
      "it is stopped, by fifty at once",
      "stopped",
      (_, __, actor) => Promise.all(Array.from({ length: 50 }, () => stopImpersonation(actor))),
    ],
    ["it signs out", "signed_out", (_, __, actor) => signOut(actor)],
    ["its hour is over", "expired", (_, __, { sessionId }) => db.session.update({ where: { id: sessionId }, data: { expires: past } })],
    ["the administrator signs out elsewhere", "cut_off", (admin) => signOut(admin)],
    ["their session idles out", "cut_off", (admin) => db.session.update({ where: { id: admin.sessionId }, data: { expires: past } })],
    ["they lose their role", "role_changed", (admin) => updateUser(root, { id: admin.userId, role: "user" })],
    ["they are deactivated", "cut_off", (admin) => disableAccount(root, { id: admin.userId })],
    ["the person is deactivated", "cut_off", (_, person) => disableAccount(root, { id: person.userId })],
    ["the person becomes an administrator", "role_changed", (_, person) => updateUser(root, { id: person.userId, role: "admin" })],
    ["the person ends the session", "cut_off", (_, person, { sessionId }) => revokeSession(person, { id: sessionId })],
  ];

  it.each(ways)("when %s, and its end is written down once", async (_name, ending, end) => {
    const [admin, person] = [await signedIn("Adam", "admin"), await signedIn("Pia")];
    const { actor, isAlive } = await acting(admin, person);
    expect(await isAlive()).toBe(true);
    await end(admin, person, actor);
    for (const { userId } of [admin, person]) forgetCachedSessions(userId);
    expect(await isAlive()).toBe(false);
    await Promise.all([closeImpersonations(), closeImpersonations()]);
    expect(await endings(actor.sessionId)).toEqual([ending]);
    expect(await db.session.count({ where: { id: actor.sessionId } })).toBe(0);
  });

  it("and does not come back with the role", async () => {
    const [admin, person] = [await signedIn("Adam", "admin"), await signedIn("Pia")];
    const { isAlive } = await acting(admin, person);
    await updateUser(root, { id: admin.userId, role: "user" });
    await updateUser(root, { id: admin.userId, role: "admin" });
    expect(await isAlive()).toBe(false);
  });

  it("and not before: what goes on is not closed, and use keeps the administrator's own session", async () => {
    const [admin, person] = [await signedIn("Adam", "admin"), await signedIn("Pia")];
    const { isAlive, actor } = await acting(admin, person);
    await db.session.update({ where: { id: admin.sessionId }, data: { lastSeenAt: new Date(Date.now() - 600_000) } });
    forgetCachedSessions(admin.userId);
    expect(await isAlive()).toBe(true);
    const own = await db.session.findUniqueOrThrow({ where: { id: admin.sessionId } });
    expect(Date.now() - own.lastSeenAt.getTime()).toBeLessThan(60_000);
    await closeImpersonations();
    expect(await db.impersonation.count({ where: { id: actor.sessionId } })).toBe(1);
  });
});

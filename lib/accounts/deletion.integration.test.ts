import { beforeEach, describe, expect, it } from "vitest";
import type { Actor, SessionActor } from "@/lib/access/actor";
import { cancelDeletionAfterSignIn, deleteOwnAccount, deletionCancelledLately } from "@/lib/accounts/deletion";
import { eraseDueAccounts } from "@/lib/accounts/erasure";
import { deleteUser } from "@/lib/accounts/user-administration";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { hashPassword } from "@/lib/passwords/hash";
import { openBrowserSession } from "@/lib/signin/open-session";
import { signInWithPassword } from "@/lib/signin/password";
import { provePassword } from "@/lib/signin/prove-password";
import { openSession } from "@/test/organization";
import { signInProgram } from "@/test/program";
import { noticesOf } from "@/test/queue";

const context = { requestId: "00000000-0000-4000-8000-000000000000", ip: "192.0.2.1", userAgent: null };
const anonymous: Actor = { kind: "anonymous", context };
const password = "lamp and river";
const DAY_MS = 24 * 60 * 60 * 1000;

let people = 0;

async function person(data: { role?: "admin" | "user"; passwordHash?: null; signedInAt?: Date } = {}): Promise<SessionActor> {
  people += 1;
  const { role = "user", signedInAt = new Date() } = data;
  const email = `person-${people}@example.com`;
  const passwordHash = data.passwordHash === null ? null : await hashPassword(password);
  const { id } = await db.user.create({ data: { email, role, emailVerified: new Date(), passwordHash } });
  const proven = { authTime: signedInAt, amr: ["pwd"] };
  const actor: SessionActor = { kind: "session", proof: { by: "cookie" }, userId: id, sessionId: id, role, email, ...proven, context };
  await openSession(actor);
  return actor;
}

const outcomeOf = async (work: Promise<unknown>) => {
  try {
    await work;
    return "accepted";
  } catch (error) {
    return error instanceof AppError ? error.type : error;
  }
};

/** Each from a network address of their own, so that no budget is shared. */
const somebody = (): Actor => ({ ...anonymous, context: { ...context, ip: `198.18.0.${++people % 250}` } });
const signIn = (email: string) => signInWithPassword(somebody(), { identifier: email, password, remember_me: false });
const audited = (action: string, targetId: string) => db.auditEvent.count({ where: { action, targetId } });
const letTimePass = (userId: string) => db.user.update({ where: { id: userId }, data: { eraseAfter: new Date(Date.now() - 1) } });

beforeEach(async () => {
  await db.user.deleteMany();
  await db.$executeRaw`DELETE FROM graphile_worker._private_jobs`;
});

describe("deleting one's account", () => {
  it("ends every session and open link, and is announced thirty days ahead", async () => {
    const ana = await person();
    await signIn(ana.email);
    const { refresh_token } = await signInProgram(ana.email, password);
    await db.oneTimeToken.create({
      data: { userId: ana.userId, purpose: "reset_password", email: ana.email, expiresAt: new Date(Date.now() + DAY_MS) },
    });
    const { erase_after } = await deleteOwnAccount(ana, { current_password: password });
    expect(Math.round((Date.parse(erase_after) - Date.now()) / DAY_MS)).toBe(30);
    expect(refresh_token).toBeTruthy();
    expect(await db.session.count({ where: { userId: ana.userId } })).toBe(0);
    expect(await db.refreshToken.count({ where: { session: { userId: ana.userId } } })).toBe(0);
    expect(await db.oneTimeToken.count({ where: { userId: ana.userId, consumedAt: null } })).toBe(0);
    expect(await audited("account.deletion_scheduled", ana.userId)).toBe(1);
    expect(await noticesOf(ana.userId)).toEqual(["account_deletion_scheduled"]);
  });

  it("needs a fresh proof, and the typed address where one is sent", async () => {
    const ana = await person();
    const late = { ...ana, authTime: new Date(Date.now() - 11 * 60_000) };
    expect(await outcomeOf(deleteOwnAccount(late, {}))).toBe("STEP_UP_REQUIRED");
    expect(await outcomeOf(deleteOwnAccount(ana, { current_password: "wrong" }))).toBe("VALIDATION_ERROR");
    expect(await outcomeOf(deleteOwnAccount(ana, { current_password: password, confirmation: "bea@example.com" }))).toBe(
      "VALIDATION_ERROR",
    );
    expect(await outcomeOf(deleteOwnAccount(anonymous, { current_password: password }))).toBe("UNAUTHENTICATED");
    expect(await db.user.count({ where: { eraseAfter: { not: null } } })).toBe(0);
  });

  it("without a password needs a sign-in of the last minutes", async () => {
    const stale = await person({ passwordHash: null, signedInAt: new Date(Date.now() - 11 * 60_000) });
    expect(await outcomeOf(deleteOwnAccount(stale, {}))).toBe("STEP_UP_REQUIRED");
    expect(await outcomeOf(deleteOwnAccount({ ...stale, authTime: new Date() }, {}))).toBe("accepted");
  });

  it("fifty times at once is scheduled and told once, with one date", async () => {
    const ana = await person({ passwordHash: null });
    const answers = await Promise.all(Array.from({ length: 50 }, () => deleteOwnAccount(ana, {})));
    expect(new Set(answers.map(({ erase_after }) => erase_after)).size).toBe(1);
    expect(await audited("account.deletion_scheduled", ana.userId)).toBe(1);
    expect(await noticesOf(ana.userId)).toHaveLength(1);
  });

  it("is refused to the last administrator, also where two delete themselves at once", async () => {
    for (let round = 0; round < 10; round += 1) {
      const [one, other] = [await person({ role: "admin" }), await person({ role: "admin" })];
      const outcomes = await Promise.all([one, other].map((admin) => outcomeOf(deleteOwnAccount(admin, { current_password: password }))));
      expect(outcomes.sort()).toEqual(["CONFLICT", "accepted"]);
      expect(await db.user.count({ where: { role: "admin", eraseAfter: null } })).toBe(1);
      await db.user.deleteMany();
    }
  });
});

describe("the only owner of an organization", () => {
  it("is told which one needs another owner first; one who waits to be erased is none", async () => {
    const [ana, bea] = [await person(), await person()];
    const { id } = await db.organization.create({ data: { slug: `club-${ana.userId.slice(-12)}`, name: "Harbour Club" } });
    const own = (userId: string) => db.membership.create({ data: { organizationId: id, userId, role: "owner" } });
    await own(ana.userId);
    const refused = deleteOwnAccount(ana, { current_password: password });
    await expect(refused).rejects.toMatchObject({ type: "CONFLICT", message: "Somebody else must own Harbour Club first." });
    await own(bea.userId);
    const outcomes = await Promise.all([ana, bea].map((each) => outcomeOf(deleteOwnAccount(each, { current_password: password }))));
    expect(outcomes.sort()).toEqual(["CONFLICT", "accepted"]);
    const [leaving] = await db.user.findMany({ where: { eraseAfter: { not: null } } });
    await letTimePass(leaving?.id ?? "");
    expect(await eraseDueAccounts(10)).toBe(1);
    expect(await db.membership.count({ where: { organizationId: id } })).toBe(1);
    await db.organization.delete({ where: { id } });
  });
});

describe("signing in within the thirty days", () => {
  it.each([
    ["in a browser", (email: string) => signIn(email)],
    ["with a program", (email: string) => signInProgram(email, password)],
  ])("%s keeps the account, and its owner is told", async (_how, enter) => {
    const ana = await person();
    await deleteOwnAccount(ana, { current_password: password });
    await enter(ana.email);
    expect((await db.user.findUniqueOrThrow({ where: { id: ana.userId } })).eraseAfter).toBeNull();
    expect(await audited("account.deletion_cancelled", ana.userId)).toBe(1);
    expect(await noticesOf(ana.userId)).toEqual(["account_deletion_scheduled", "account_deletion_cancelled"]);
    expect(await deletionCancelledLately(ana)).toBeInstanceOf(Date);
    await enter(ana.email);
    expect(await audited("account.deletion_cancelled", ana.userId)).toBe(1);
    expect(await eraseDueAccounts(10)).toBe(0);
  });

  it("with another provider keeps the account, unless it is deactivated", async () => {
    const [ana, bea] = [await person(), await person()];
    for (const each of [ana, bea]) await deleteOwnAccount(each, { current_password: password });
    await db.user.update({ where: { id: bea.userId }, data: { isActive: false } });
    for (const { userId } of [ana, bea, ana]) await cancelDeletionAfterSignIn(context, userId);
    expect(await db.user.findMany({ where: { eraseAfter: { not: null } }, select: { id: true } })).toEqual([{ id: bea.userId }]);
    expect(await audited("account.deletion_cancelled", ana.userId)).toBe(1);
    expect(await noticesOf(ana.userId)).toEqual(["account_deletion_scheduled", "account_deletion_cancelled"]);
  });

  it("with a wrong password, or to a deactivated account, keeps nothing", async () => {
    const [ana, bea] = [await person(), await person()];
    for (const each of [ana, bea]) await deleteOwnAccount(each, { current_password: password });
    await db.user.update({ where: { id: bea.userId }, data: { isActive: false } });
    const wrong = signInWithPassword(anonymous, { identifier: ana.email, password: "wrong", remember_me: false });
    expect(await outcomeOf(wrong)).toBe("INVALID_CREDENTIALS");
    expect(await outcomeOf(signIn(bea.email))).toBe("ACCOUNT_DISABLED");
    expect(await db.user.count({ where: { eraseAfter: { not: null } } })).toBe(2);
  });

  it("at the moment of the erasure either keeps the account whole, or finds it gone", async () => {
    const outcomes: string[] = [];
    for (let round = 0; round < 20; round += 1) {
      const ana = await person();
      await deleteOwnAccount(ana, { current_password: password });
      await letTimePass(ana.userId);
      const account = await provePassword(somebody(), ana.email, password);
      const enter = () => outcomeOf(openBrowserSession(anonymous, account, "browser"));
      const erase = () => eraseDueAccounts(10);
      const [entered] =
        round % 2 ? await Promise.all([enter(), erase(), erase()]) : (await Promise.all([erase(), erase(), enter()])).reverse();
      const left = await db.user.findUnique({ where: { id: ana.userId }, include: { sessions: true } });
      const erased = await audited("account.erased", ana.userId);
      if (entered === "accepted") expect([left?.eraseAfter, left?.sessions.length, erased]).toEqual([null, 1, 0]);
      else expect([entered, left, erased]).toEqual(["INVALID_CREDENTIALS", null, 1]);
      outcomes.push(String(entered));
    }
    expect(outcomes).toHaveLength(20);
  });
});

describe("erasing", () => {
  it("takes everything that names a person, and leaves their audit rows", async () => {
    const ana = await person();
    await db.picture.create({ data: { userId: ana.userId, digest: "d", bytes: new Uint8Array([1]) } });
    await db.account.create({ data: { userId: ana.userId, type: "oauth", provider: "github", providerAccountId: "7" } });
    await db.inboxMessage.create({ data: { recipient: ana.email, content: new Uint8Array([1]) } });
    const made = await db.dataExport.create({ data: { userId: ana.userId, expiresAt: new Date(Date.now() + DAY_MS) } });
    await db.dataExportChunk.create({ data: { exportId: made.id, run: made.id, sequence: 0, bytes: new Uint8Array([1]) } });
    await deleteOwnAccount(ana, { current_password: password });
    await db.$executeRaw`DELETE FROM graphile_worker._private_jobs`;
    await letTimePass(ana.userId);
    const before = await db.auditEvent.count({ where: { targetId: ana.userId } });
    expect(await eraseDueAccounts(10)).toBe(1);
    expect(await eraseDueAccounts(10)).toBe(0);
    expect(await db.auditEvent.count({ where: { targetId: ana.userId } })).toBe(before + 1);
    const tables = await db.$queryRaw<{ name: string }[]>`
      SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`;
    for (const { name } of tables) {
      const rows = await db.$queryRawUnsafe<{ line: string }[]>(`SELECT to_jsonb(t)::text AS line FROM ${name} t`);
      const text = rows.map(({ line }) => line).join("\n");
      expect(text, name).not.toContain(ana.email);
      if (!name.includes("audit_")) expect(text, name).not.toContain(ana.userId);
    }
    expect(await db.dataExportChunk.count()).toBe(0);
  });

  it("takes only what is due, the longest due first, and at most a batch", async () => {
    const [first, second, third] = [await person(), await person(), await person()];
    await db.user.update({ where: { id: first.userId }, data: { eraseAfter: new Date(Date.now() - 1000) } });
    await db.user.update({ where: { id: second.userId }, data: { eraseAfter: new Date(Date.now() - 2000) } });
    await db.user.update({ where: { id: third.userId }, data: { eraseAfter: new Date(Date.now() + DAY_MS) } });
    expect(await eraseDueAccounts(1)).toBe(1);
    expect((await db.user.findMany({ orderBy: { id: "asc" } })).map(({ id }) => id)).toEqual([first.userId, third.userId]);
    expect(await eraseDueAccounts(10)).toBe(1);
  });

  it("by eight at once erases each account once", async () => {
    const crowd = await Promise.all(Array.from({ length: 40 }, () => person()));
    await db.user.updateMany({ data: { eraseAfter: new Date(Date.now() - 1000) } });
    const counts = await Promise.all(Array.from({ length: 8 }, () => eraseDueAccounts(100)));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(40);
    for (const { userId } of crowd) expect(await audited("account.erased", userId)).toBe(1);
  });

  it("by an administrator happens at once, and its owner is told", async () => {
    const [admin, ana] = [await person({ role: "admin" }), await person()];
    await db.inboxMessage.create({ data: { recipient: ana.email, content: new Uint8Array([1]) } });
    expect(await deleteUser(admin, { id: ana.userId })).toEqual({ id: ana.userId, status: "deleted" });
    expect(await db.inboxMessage.count({ where: { recipient: ana.email } })).toBe(0);
    expect(await noticesOf(ana.userId)).toEqual(["account_deleted"]);
  });
});

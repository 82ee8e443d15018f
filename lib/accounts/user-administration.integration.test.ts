import { beforeEach, describe, expect, it } from "vitest";
import type { Actor, SessionActor } from "@/lib/access/actor";
import { disableAccount, listAccounts } from "@/lib/accounts/administration";
import { createUser, deleteUser, forcePasswordReset, getUser, updateUser } from "@/lib/accounts/user-administration";
import { countUsers } from "@/lib/accounts/user-count";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { hashPassword } from "@/lib/passwords/hash";
import { revokeUserSessions } from "@/lib/sessions/administration";
import { signInWithPassword } from "@/lib/signin/password";

const context = { requestId: "00000000-0000-4000-8000-000000000000", ip: "192.0.2.1", userAgent: null };
const anonymous: Actor = { kind: "anonymous", context };
const password = "lamp and river";
let admin: SessionActor;
let member: SessionActor;

async function person(email: string, role: "admin" | "user"): Promise<SessionActor> {
  const { id } = await db.user.create({ data: { email, role, emailVerified: new Date(), passwordHash: await hashPassword(password) } });
  return { kind: "session", proof: { by: "cookie" }, userId: id, sessionId: id, role, email, authTime: new Date(), amr: ["pwd"], context };
}

const outcomeOf = async (work: Promise<unknown>) => {
  try {
    await work;
    return "accepted";
  } catch (error) {
    return error instanceof AppError ? error.type : error;
  }
};

beforeEach(async () => {
  await db.user.deleteMany();
  admin = await person("admin@example.com", "admin");
  member = await person("ana@example.com", "user");
});

const everything = (actor: Actor) => ({
  list: () => listAccounts(actor, { limit: 10 }),
  count: () => countUsers(actor),
  create: () => createUser(actor, { email: "new@example.com", role: "user", email_verified: false }),
  update: () => updateUser(actor, { id: admin.userId, full_name: "Other" }),
  force: () => forcePasswordReset(actor, { id: admin.userId }),
  revoke: () => revokeUserSessions(actor, { user_id: admin.userId }),
  remove: () => deleteUser(actor, { id: admin.userId }),
});

describe("administering accounts", () => {
  it("is refused to members and to the signed-out, for every function", async () => {
    for (const [name, call] of Object.entries(everything(member))) expect(await outcomeOf(call()), name).toBe("FORBIDDEN");
    for (const [name, call] of Object.entries(everything(anonymous))) expect(await outcomeOf(call()), name).toBe("UNAUTHENTICATED");
    expect(await db.user.count()).toBe(2);
  });

  it("makes an account whose owner is mailed a link to choose a password", async () => {
    const made = await createUser(admin, { email: "new@example.com", role: "guest", email_verified: false });
    expect(made).toMatchObject({ email: "new@example.com", role: "guest", has_password: false });
    expect(await db.oneTimeToken.count({ where: { userId: made.id, purpose: "reset_password" } })).toBe(1);
    expect(await outcomeOf(createUser(admin, { email: "new@example.com", role: "user", email_verified: true }))).toBe("CONFLICT");
  });

  it("counts by role and state", async () => {
    await disableAccount(admin, { id: member.userId });
    expect(await countUsers(admin)).toEqual({
      ...{ total: 2, active: 1, disabled: 1, verified: 2, by_role: { admin: 1, user: 1, guest: 0 } },
      counted_at: expect.any(String),
    });
  });

  it("forces a reset: the old password no longer signs in, and every session has ended", async () => {
    const sign = () => signInWithPassword(anonymous, { identifier: "ana@example.com", password, remember_me: false });
    await sign();
    expect(await forcePasswordReset(admin, { id: member.userId })).toMatchObject({ sessions_ended: 1 });
    expect(await outcomeOf(sign())).toBe("ACCOUNT_DISABLED");
  });

  it("deletes an account once, however many administrators do so at once, and tells the others that it is gone", async () => {
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => outcomeOf(deleteUser(admin, { id: member.userId }))));
    expect(outcomes.sort()).toEqual([...Array.from({ length: 7 }, () => "NOT_FOUND"), "accepted"]);
  });

  it("never loses the last administrator, though two remove each other at once", async () => {
    const second = await person("second@example.com", "admin");
    for (let round = 0; round < 20; round += 1) {
      await Promise.all([
        outcomeOf(updateUser(admin, { id: second.userId, role: "user" })),
        outcomeOf(updateUser(second, { id: admin.userId, role: "user" })),
        outcomeOf(disableAccount(admin, { id: second.userId })),
        outcomeOf(deleteUser({ kind: "system", name: "cli", context }, { id: round % 2 ? admin.userId : second.userId })),
      ]);
      expect(await db.user.count({ where: { role: "admin", isActive: true } })).toBeGreaterThanOrEqual(1);
      await db.user.deleteMany();
      await db.user.createMany({
        data: [admin, second].map(({ userId, email }) => ({ id: userId, email, role: "admin" as const, emailVerified: new Date() })),
      });
    }
  });
});

describe("promotion", () => {
  it("is for accounts in use whose owner has proven the address", async () => {
    const promote = () => outcomeOf(updateUser(admin, { id: member.userId, role: "admin" }));
    const set = (data: { emailVerified?: Date | null; isActive?: boolean; eraseAfter?: Date | null }) =>
      db.user.update({ where: { id: member.userId }, data });
    const soon = new Date(Date.now() + 60_000);
    for (const [wrong, right] of [
      [{ emailVerified: null }, { emailVerified: new Date() }],
      [{ isActive: false }, { isActive: true }],
      [{ eraseAfter: soon }, { eraseAfter: null }],
    ] as const) {
      await set(wrong);
      expect(await promote()).toBe("CONFLICT");
      expect(await outcomeOf(updateUser(admin, { id: member.userId, role: "guest" }))).toBe("accepted");
      await set(right);
    }
    expect(await promote()).toBe("accepted");
  });
});

describe("one's own account", () => {
  it("may be read and renamed by its owner, but not given a role", async () => {
    const changed = await updateUser(member, { id: member.userId, full_name: "Ana", role: "admin" });
    expect(changed).toMatchObject({ full_name: "Ana", role: "user" });
  });

  it("of somebody else looks like one that does not exist", async () => {
    expect(await outcomeOf(getUser(member, { id: admin.userId }))).toBe("NOT_FOUND");
    expect(await outcomeOf(getUser(member, { id: "0190a0a0-0000-7000-8000-000000000000" }))).toBe("NOT_FOUND");
    expect((await getUser(member, { id: member.userId })).email).toBe("ana@example.com");
  });
});

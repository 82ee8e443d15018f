import { beforeAll, describe, expect, it } from "vitest";
import type { Actor, SessionActor } from "@/lib/access/actor";
import { resendVerification, verifyUser } from "@/lib/accounts/address-administration";
import { disableAccount, listAccounts } from "@/lib/accounts/administration";
import { changeManyAccounts } from "@/lib/accounts/bulk-acts";
import { deleteUser, forcePasswordReset } from "@/lib/accounts/user-administration";
import { db } from "@/lib/db";
import { listUserOrganizations } from "@/lib/organizations/organization-lists";
import { listUserSessions, revokeAnySession } from "@/lib/sessions/administration";
import { anonymous, newOrganization, newPerson, outcomeOf } from "@/test/organization";

let admin: SessionActor;
let member: SessionActor;

beforeAll(async () => {
  admin = await newPerson("Olga", { role: "admin" });
  member = await newPerson("Mia");
});

async function openSession(userId: string): Promise<string> {
  const later = new Date(Date.now() + 60_000);
  const data = {
    userId,
    sessionToken: crypto.randomUUID(),
    expires: later,
    absoluteExpiresAt: later,
    idleSeconds: 60,
    authTime: new Date(),
  };
  return (await db.session.create({ data: { ...data, amr: ["pwd"] }, select: { id: true } })).id;
}

const everything = (actor: Actor) => ({
  bulk: () => changeManyAccounts(actor, { act: "deactivate", ids: [admin.userId] }),
  verify: () => verifyUser(actor, { id: admin.userId }),
  resend: () => resendVerification(actor, { id: admin.userId }),
  sessions: () => listUserSessions(actor, { user_id: admin.userId, limit: 5 }),
  revoke: () => revokeAnySession(actor, { id: admin.userId }),
  organizations: () => listUserOrganizations(actor, { id: admin.userId, state: "live", limit: 5 }),
});

describe("what only administrators may do", () => {
  it("is refused to members and to the signed-out", async () => {
    for (const [name, call] of Object.entries(everything(member))) expect(await outcomeOf(call()), name).toBe("FORBIDDEN");
    for (const [name, call] of Object.entries(everything(anonymous))) expect(await outcomeOf(call()), name).toBe("UNAUTHENTICATED");
  });

  it("is not done to oneself where one's own pages ask for more", async () => {
    await newPerson("Second", { role: "admin" });
    for (const act of [disableAccount, deleteUser, forcePasswordReset]) {
      expect(await outcomeOf(act(admin, { id: admin.userId }))).toBe("CONFLICT");
    }
    expect(await db.user.count({ where: { id: admin.userId, isActive: true, mustResetPassword: false } })).toBe(1);
  });
});

describe("acts on several accounts", () => {
  it("say what became of each: done, so already, or refused with the reason, and one refusal holds up no other", async () => {
    const [ana, ben] = [await newPerson("Ana"), await newPerson("Ben")];
    const nobody = "01980000-0000-7000-8000-000000000000";
    await disableAccount(admin, { id: ben.userId });
    const { results } = await changeManyAccounts(admin, {
      act: "deactivate",
      ids: [admin.userId, nobody, ben.userId, ana.userId, ana.userId],
    });
    expect(results).toEqual([
      { id: admin.userId, status: "refused", reason: expect.stringContaining("your own account") },
      { id: nobody, status: "refused", reason: "There is no such account." },
      { id: ben.userId, status: "unchanged", reason: null },
      { id: ana.userId, status: "done", reason: null },
    ]);
    expect(await db.user.count({ where: { id: { in: [ana.userId, ben.userId] }, isActive: true } })).toBe(0);
    const again = await changeManyAccounts(admin, { act: "activate", ids: [ana.userId, ben.userId] });
    expect(again.results.map(({ status }) => status)).toEqual(["done", "done"]);
  });

  it("end sessions and demand new passwords", async () => {
    const [ana, ben] = [await newPerson("Ana"), await newPerson("Ben")];
    await openSession(ana.userId);
    const { results } = await changeManyAccounts(admin, { act: "revoke_sessions", ids: [ana.userId, ben.userId] });
    expect(results.map(({ status }) => status)).toEqual(["done", "unchanged"]);
    await openSession(ana.userId);
    await changeManyAccounts(admin, { act: "force_password_reset", ids: [ana.userId] });
    expect(
      await db.user.findUnique({ where: { id: ana.userId }, select: { mustResetPassword: true, _count: { select: { sessions: true } } } }),
    ).toEqual({
      mustResetPassword: true,
      _count: { sessions: 0 },
    });
    const written = await db.auditEvent.findMany({
      where: { targetId: ana.userId },
      orderBy: { id: "asc" },
      select: { action: true, actorId: true },
    });
    expect(written).toEqual(["sessions.revoked_all", "password.reset_forced"].map((action) => ({ action, actorId: admin.userId })));
  });

  it("never take the last administrator away, though two act on each other at once", async () => {
    await db.user.updateMany({ where: { role: "admin" }, data: { role: "user" } });
    const [one, two] = [await newPerson("One", { role: "admin" }), await newPerson("Two", { role: "admin" })];
    for (let round = 0; round < 10; round += 1) {
      await Promise.all([
        changeManyAccounts(one, { act: "deactivate", ids: [two.userId] }),
        changeManyAccounts(two, { act: "deactivate", ids: [one.userId] }),
      ]);
      expect(await db.user.count({ where: { role: "admin", isActive: true } })).toBe(1);
      await db.user.updateMany({ where: { role: "admin" }, data: { isActive: true } });
    }
    await db.user.update({ where: { id: admin.userId }, data: { role: "admin" }, select: { id: true } });
  });
});

describe("the list of accounts", () => {
  it("is narrowed by confirmed address and pending deletion, sorted by address or age, and paged in every order", async () => {
    const tag = crypto.randomUUID().slice(0, 8);
    const facts = [
      { emailVerified: null },
      {},
      { emailVerified: null, eraseAfter: new Date(Date.now() + 60_000) },
      {},
      { isActive: false },
    ];
    for (const [at, fact] of facts.entries()) {
      await db.user.create({
        data: { email: `${"dbeac"[at]}-${tag}@example.test`, emailVerified: new Date(), ...fact },
        select: { id: true },
      });
    }
    const list = async (asked: Partial<Parameters<typeof listAccounts>[1]>) => {
      const letters: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await listAccounts(admin, { search: tag, limit: 2, ...asked, ...(cursor ? { cursor } : {}) });
        letters.push(...page.items.map(({ email }) => email.slice(0, 1)));
        cursor = page.next_cursor ?? undefined;
      } while (cursor);
      return letters.join("");
    };
    expect(await list({})).toBe("caebd");
    expect(await list({ order: "asc" })).toBe("dbeac");
    expect(await list({ sort: "email" })).toBe("abcde");
    expect(await list({ sort: "email", order: "desc" })).toBe("edcba");
    expect(await list({ verified: "no", sort: "email" })).toBe("de");
    expect(await list({ verified: "yes", status: "active", sort: "email" })).toBe("ab");
    expect(await list({ deletion: "pending" })).toBe("e");
    expect((await listAccounts(admin, { search: tag, limit: 2, skip: 4 })).items).toHaveLength(1);
    for (const cursor of ["x", "eyJhIjoxfQ"]) {
      expect(await outcomeOf(listAccounts(admin, { limit: 1, cursor }))).toBe("VALIDATION_ERROR");
      expect(await outcomeOf(listAccounts(admin, { limit: 1, cursor, sort: "email" }))).toBe("VALIDATION_ERROR");
    }
  });
});

describe("an address", () => {
  it("is vouched for once, and whoever has no password is mailed a link to choose one; earlier links are worthless", async () => {
    const ana = await newPerson("Ana", { emailVerified: null });
    const mail = { userId: ana.userId, email: ana.email, expiresAt: new Date(Date.now() + 60_000) };
    await db.oneTimeToken.create({ data: { ...mail, purpose: "verify_email" }, select: { id: true } });
    expect(await verifyUser(admin, { id: ana.userId })).toEqual({ id: ana.userId, email_verified: true, changed: true });
    expect(await verifyUser(admin, { id: ana.userId })).toMatchObject({ changed: false });
    const open = await db.oneTimeToken.findMany({ where: { userId: ana.userId, consumedAt: null }, select: { purpose: true } });
    expect(open).toEqual([{ purpose: "reset_password" }]);
    expect(await db.auditEvent.count({ where: { targetId: ana.userId, action: "email.verified", actorId: admin.userId } })).toBe(1);
    expect(await outcomeOf(verifyUser(admin, { id: "01980000-0000-7000-8000-000000000000" }))).toBe("NOT_FOUND");
  });

  it("is mailed to again only while there is something to prove", async () => {
    const ana = await newPerson("Ana", { emailVerified: null });
    expect(await resendVerification(admin, { id: ana.userId })).toEqual({ id: ana.userId, status: "requested" });
    expect(await outcomeOf(resendVerification(admin, { id: member.userId }))).toBe("CONFLICT");
    await disableAccount(admin, { id: ana.userId });
    expect(await outcomeOf(resendVerification(admin, { id: ana.userId }))).toBe("CONFLICT");
  });
});

describe("somebody's sessions and organizations", () => {
  it("are listed, and a session is ended only under the name of whose it is", async () => {
    const session = await openSession(member.userId);
    expect((await listUserSessions(admin, { user_id: member.userId, limit: 5 })).items.map(({ id }) => id)).toEqual([session]);
    expect(await outcomeOf(revokeAnySession(admin, { id: session, user_id: admin.userId }))).toBe("NOT_FOUND");
    expect(await revokeAnySession(admin, { id: session, user_id: member.userId })).toEqual({ revoked: 1 });
    const organization = await newOrganization({ owner: member });
    const { items } = await listUserOrganizations(admin, { id: member.userId, state: "live", limit: 5 });
    expect(items).toMatchObject([{ id: organization, role: "owner" }]);
  });
});

import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { SessionActor } from "@/lib/access/actor";
import { eraseAccount } from "@/lib/accounts/erasure";
import { verifyAudit } from "@/lib/audit/verify";
import { db } from "@/lib/db";
import { listInbox } from "@/lib/mail/inbox";
import { listAuditEvents } from "@/lib/organizations/audit-events";
import { exportAuditEvents } from "@/lib/organizations/audit-export";
import { requestAuditFile } from "@/lib/organizations/audit-export-job";
import { acceptInvitation, declineInvitation, findInvitation } from "@/lib/organizations/invitation-answers";
import { copyInvitationLink, resendInvitation, revokeInvitation } from "@/lib/organizations/invitation-changes";
import { deleteEndedInvitations } from "@/lib/organizations/invitation-ends";
import { listInvitations, listMyInvitations } from "@/lib/organizations/invitation-list";
import { createInvitation, inviteMany } from "@/lib/organizations/invitations";
import { mailInvitation } from "@/lib/organizations/mail-invitation";
import { changeMemberRole } from "@/lib/organizations/member-roles";
import { addMember, leaveOrganization, removeMember } from "@/lib/organizations/members";
import { createUnit } from "@/lib/organizations/units";
import { anonymous, join, newOrganization, newPerson, operator, outcomeOf } from "@/test/organization";

let owner: SessionActor;
let admin: SessionActor;
let member: SessionActor;
let guest: SessionActor;
let organization_id: string;

beforeAll(async () => {
  [owner, admin, member] = await Promise.all([newPerson("Olga"), newPerson("Adam"), newPerson("Mia")]);
});

beforeEach(async () => {
  organization_id = await newOrganization({ owner, admin, member });
  guest = await newPerson("Gil");
});

const invite = (actor: SessionActor, email: string, role = "member") =>
  createInvitation(actor, { organization_id, email, role, unit_id: null });
const named = (invitation_id: string) => ({ organization_id, invitation_id });

/** Does the mail's job and reads the token from the newest mail to the address. */
async function mailedToken(invitationId: string, email: string): Promise<string> {
  await mailInvitation({ invitationId }, { id: crypto.randomUUID(), attempt: 1, queuedAt: new Date() });
  const [mail] = (await listInbox({ to: email, limit: 1 })).items;
  return new URL(mail?.links[0] ?? "").searchParams.get("token") ?? "";
}

const membersNow = () => db.membership.count({ where: { organizationId: organization_id } });

describe("inviting", () => {
  it("queues a mail and says what is open; a second for the same address is refused", async () => {
    const made = await invite(admin, guest.email);
    expect(made).toMatchObject({ email: guest.email, status: "open", sent_at: null, invited_by: admin.email });
    expect(await outcomeOf(invite(owner, guest.email))).toBe("CONFLICT");
    expect(await outcomeOf(invite(owner, member.email))).toBe("CONFLICT");
    expect((await listInvitations(admin, { organization_id, limit: 10 })).items).toHaveLength(1);
  });

  it("takes the permission, and every permission of the offered role", async () => {
    expect(await outcomeOf(invite(member, guest.email))).toBe("FORBIDDEN");
    expect(await outcomeOf(invite(guest, guest.email))).toBe("NOT_FOUND");
    expect(await outcomeOf(invite(admin, guest.email, "owner"))).toBe("FORBIDDEN");
    expect(await outcomeOf(invite(owner, guest.email, "owner"))).toBe("accepted");
    expect(await outcomeOf(invite(owner, "other@example.test", "no-such-role"))).toBe("VALIDATION_ERROR");
  });

  it("invites many at once and passes over those who need none", async () => {
    await invite(admin, guest.email);
    const addresses = Array.from({ length: 490 }, (_, at) => `person-${at}@example.test`);
    const offers = [...addresses, "person-0@example.test", guest.email, member.email].map((email) => ({
      email,
      role: "member",
      unit_id: null,
    }));
    const { invited, results } = await inviteMany(admin, { organization_id, invitations: offers });
    expect(invited).toBe(490);
    expect(results.slice(-3).map(({ status }) => status)).toEqual(["repeated", "already_invited", "already_member"]);
    expect(await db.auditEvent.count({ where: { scope: organization_id, action: "invitation.created" } })).toBe(491);
    const queued = await db.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM graphile_worker.jobs WHERE task_identifier = 'mail.invitation'`;
    expect(queued[0]?.count).toBeGreaterThanOrEqual(491);
    expect((await verifyAudit({})).findings).toEqual([]);
  });

  it("tells who invites in one unit of nobody in another whether they are a member or only invited", async () => {
    const units = { organization_id, parent_id: null };
    const [north, south] = [await createUnit(owner, { ...units, name: "North" }), await createUnit(owner, { ...units, name: "South" })];
    await join(organization_id, guest, "admin", north.id);
    const [near, far] = [await newPerson("Nia"), await newPerson("Fay")];
    await join(organization_id, near, "member", north.id);
    await join(organization_id, far, "member", south.id);
    await createInvitation(owner, { organization_id, email: "far@example.test", role: "member", unit_id: south.id });
    await createInvitation(owner, { organization_id, email: "near@example.test", role: "member", unit_id: north.id });
    const invitations = [far.email, "far@example.test", near.email, "near@example.test", "new@example.test"].map((email) => ({
      ...{ email, role: "member", unit_id: north.id },
    }));
    const { results } = await inviteMany(guest, { organization_id, invitations });
    const told = ["not_invited", "not_invited", "already_member", "already_invited", "invited"];
    expect(results.map(({ status }) => status)).toEqual(told);
    const refusalOf = ({ email }: { email: string }) =>
      createInvitation(guest, { organization_id, email, role: "member", unit_id: north.id }).catch(({ type, message }) => [type, message]);
    expect(await refusalOf(far)).toEqual(["CONFLICT", "This address cannot be invited here."]);
    expect(await refusalOf({ email: "far@example.test" })).toEqual(await refusalOf(far));
  });

  it("stops at two thousand addresses a day", async () => {
    const rows = Array.from({ length: 1_999 }, (_, at) => ({
      organizationId: organization_id,
      email: `p${at}@example.test`,
      role: "member",
      expiresAt: new Date(),
    }));
    await db.invitation.createMany({ data: rows });
    expect(await outcomeOf(invite(admin, "one@example.test"))).toBe("accepted");
    expect(await outcomeOf(invite(admin, "two@example.test"))).toBe("RATE_LIMITED");
  });

  it("mails no address without end: ten an hour from all organizations together, and of a list only that one is passed over", async () => {
    const elsewhere = await newOrganization({ owner });
    for (let round = 0; round < 5; round += 1) await revokeInvitation(admin, named((await invite(admin, guest.email)).id));
    const offer = { email: guest.email, role: "member", unit_id: null };
    const { id } = await createInvitation(owner, { organization_id: elsewhere, ...offer });
    // Who is invited already is mailed nothing, and costs the address nothing.
    for (let round = 0; round < 8; round += 1) {
      expect(await outcomeOf(createInvitation(owner, { organization_id: elsewhere, ...offer }))).toBe("CONFLICT");
    }
    const again = { organization_id: elsewhere, invitation_id: id };
    for (let round = 0; round < 4; round += 1) await resendInvitation(owner, again);
    expect(await outcomeOf(resendInvitation(owner, again))).toBe("RATE_LIMITED");
    expect(await outcomeOf(invite(admin, guest.email))).toBe("RATE_LIMITED");
    const { invited, results } = await inviteMany(admin, {
      organization_id,
      invitations: [offer, { ...offer, email: "ina@example.test" }],
    });
    expect([invited, results.map(({ status }) => status)]).toEqual([1, ["too_often", "invited"]]);
  });

  it("makes one of many that invite the same address at once", async () => {
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => outcomeOf(invite(admin, guest.email))));
    expect(outcomes.filter((outcome) => outcome === "accepted")).toHaveLength(1);
    expect(new Set(outcomes)).toEqual(new Set(["accepted", "CONFLICT"]));
  });
});

describe("accepting", () => {
  it("makes a member of the invited address with the offered role, once, by the mailed link", async () => {
    const { id } = await invite(admin, guest.email, "admin");
    const token = await mailedToken(id, guest.email);
    expect(await findInvitation(anonymous, { token })).toMatchObject({ caller: "signed_out", role_name: "Admin", email: guest.email });
    expect(await findInvitation(guest, { token })).toMatchObject({ caller: "ready" });
    expect(await acceptInvitation(guest, { token })).toMatchObject({ organization: { id: organization_id }, role: "admin" });
    expect(await outcomeOf(acceptInvitation(guest, { token }))).toBe("TOKEN_EXPIRED");
    expect(await outcomeOf(findInvitation(anonymous, { token }))).toBe("TOKEN_EXPIRED");
  });

  it("makes one membership of fifty at once", async () => {
    const { id } = await invite(admin, guest.email);
    const token = await mailedToken(id, guest.email);
    const before = await membersNow();
    // A budget of thirty in ten minutes would answer the rest: it is not what this is about.
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => outcomeOf(acceptInvitation(guest, { token }))));
    expect(outcomes.filter((outcome) => outcome === "accepted")).toHaveLength(1);
    expect(await membersNow()).toBe(before + 1);
    expect(await db.auditEvent.count({ where: { scope: organization_id, action: "member.joined" } })).toBe(1);
  });

  it("is for the invited, confirmed address and nobody else", async () => {
    const { id } = await invite(admin, guest.email);
    const token = await mailedToken(id, guest.email);
    const other = await newPerson("Eve");
    expect(await findInvitation(other, { token })).toMatchObject({ caller: "wrong_account" });
    expect(await outcomeOf(acceptInvitation(other, { token }))).toBe("FORBIDDEN");
    expect(await outcomeOf(acceptInvitation(other, { invitation_id: id }))).toBe("NOT_FOUND");
    expect(await outcomeOf(acceptInvitation(anonymous, { token }))).toBe("UNAUTHENTICATED");
    await db.user.update({ where: { id: guest.userId }, data: { emailVerified: null } });
    expect(await findInvitation(guest, { token })).toMatchObject({ caller: "unverified" });
    expect(await outcomeOf(acceptInvitation(guest, { token }))).toBe("EMAIL_NOT_VERIFIED");
    expect(await listMyInvitations(guest)).toMatchObject({ items: [] });
  });

  it("works by id for one's own address, and may be declined", async () => {
    const { id } = await invite(admin, guest.email);
    expect((await listMyInvitations(guest)).items).toMatchObject([{ id, role_name: "Member" }]);
    expect(await declineInvitation(guest, { invitation_id: id })).toEqual({ status: "declined" });
    expect(await outcomeOf(acceptInvitation(guest, { invitation_id: id }))).toBe("NOT_FOUND");
    const again = await invite(admin, guest.email);
    expect(await acceptInvitation(guest, { invitation_id: again.id })).toMatchObject({ role: "member" });
  });

  it("is over after its time, when revoked, and when the organization is deleted", async () => {
    const { id } = await invite(admin, guest.email);
    const token = await mailedToken(id, guest.email);
    await db.organization.update({ where: { id: organization_id }, data: { deletedAt: new Date() } });
    expect(await outcomeOf(acceptInvitation(guest, { token }))).toBe("TOKEN_EXPIRED");
    await db.organization.update({ where: { id: organization_id }, data: { deletedAt: null } });
    await db.invitation.update({ where: { id }, data: { expiresAt: new Date(Date.now() - 1000) } });
    expect(await outcomeOf(acceptInvitation(guest, { token }))).toBe("TOKEN_EXPIRED");
    expect((await listInvitations(admin, { organization_id, status: "expired", limit: 10 })).items).toHaveLength(1);
    const replaced = await invite(admin, guest.email);
    const next = await mailedToken(replaced.id, guest.email);
    await revokeInvitation(admin, named(replaced.id));
    expect(await outcomeOf(acceptInvitation(guest, { token: next }))).toBe("TOKEN_EXPIRED");
    expect(await outcomeOf(revokeInvitation(admin, named(replaced.id)))).toBe("CONFLICT");
  });

  it("needs an inviter who could still give that role", async () => {
    const first = await invite(admin, guest.email, "admin");
    await changeMemberRole(owner, { organization_id, user_id: admin.userId, role: "member" });
    expect(await outcomeOf(acceptInvitation(guest, { invitation_id: first.id }))).toBe("TOKEN_EXPIRED");
    await removeMember(owner, { organization_id, user_id: admin.userId });
    expect(await outcomeOf(acceptInvitation(guest, { invitation_id: first.id }))).toBe("TOKEN_EXPIRED");
    await resendInvitation(owner, named(first.id));
    expect(await outcomeOf(acceptInvitation(guest, { invitation_id: first.id }))).toBe("accepted");
  });
});

describe("an open invitation", () => {
  it("to the present address of a member ends when they are removed or leave, or are added, or its time or its sender is gone, with a row each", async () => {
    const reasons = async (id: string) =>
      (await db.auditEvent.findMany({ where: { scope: organization_id, action: "invitation.revoked", targetId: id } })).map(
        ({ details }) => details,
      );
    const moveTo = (person: SessionActor, email: string) => db.user.update({ where: { id: person.userId }, data: { email } });
    const of = { organization_id, user_id: guest.userId };
    const former = guest.email;
    for (const reason of ["member_removed", "member_left"]) {
      const { id } = await invite(owner, `${reason}@example.test`, "admin");
      await addMember(operator, { ...of, role: "member", unit_id: null, ends_at: null });
      await moveTo(guest, `${reason}@example.test`);
      await (reason === "member_left" ? leaveOrganization(guest, of) : removeMember(owner, of));
      expect(await outcomeOf(acceptInvitation(guest, { invitation_id: id }))).toBe("NOT_FOUND");
      expect(await reasons(id)).toEqual([{ reason }]);
    }
    await moveTo(guest, former);
    const old = await invite(owner, former);
    await db.invitation.update({ where: { id: old.id }, data: { expiresAt: new Date() } });
    const { id } = await invite(owner, former);
    await addMember(operator, { ...of, role: "member", unit_id: null, ends_at: null });
    expect([await reasons(old.id), await reasons(id)]).toEqual([[{ reason: "expired" }], [{ reason: "member_added" }]]);
    const sent = await invite(admin, "sent@example.test");
    await db.$transaction((tx) => eraseAccount(tx, operator, { id: admin.userId, email: admin.email }));
    expect(await reasons(sent.id)).toEqual([{ reason: "account_erased" }]);
    admin = await newPerson("Adam");
  });
});

describe("the address of somebody who was invited", () => {
  it("stands in no row of the log, which shows it while the invitation is kept, and goes with the account or a month after the link", async () => {
    const { id } = await invite(owner, guest.email);
    const q = `target:${guest.email} -actor:Nobody@example.test created:2031-01-01..`;
    for await (const _ of (await exportAuditEvents(owner, { organization_id, q, format: "csv" })).pieces);
    await requestAuditFile(owner, { organization_id, q, format: "csv" });
    const shown = async () => (await listAuditEvents(owner, { organization_id, q: "action:invitation.created", limit: 5 })).items[0];
    expect(await shown()).toMatchObject({ target: { id, name: guest.email }, summary: `${owner.email} invited ${guest.email}` });
    const asked = await db.auditEvent.findMany({ where: { scope: organization_id, action: { startsWith: "audit." } } });
    const kept = { q: `target:${guest.userId} -actor:unknown created:2031-01-01..`, format: "csv" };
    expect(asked.map(({ details }) => details)).toEqual([kept, kept]);
    await acceptInvitation(guest, { invitation_id: id });
    await db.$transaction((tx) => eraseAccount(tx, operator, { id: guest.userId, email: guest.email }));
    expect(await db.invitation.count({ where: { email: guest.email } })).toBe(0);
    const gone = { scope: organization_id, action: "member.removed", targetId: guest.userId };
    expect(await db.auditEvent.findMany({ where: gone, select: { actorId: true, details: true } })).toEqual([
      { actorId: "cli", details: { role: "member", unit_id: null, reason: "account_erased" } },
    ]);
    expect(await shown()).toMatchObject({ target: { id, name: null }, summary: `${owner.email} invited somebody` });
    expect(JSON.stringify(await db.auditEvent.findMany({ where: { scope: organization_id } }))).not.toContain(guest.email);

    const [ended, lately] = [await invite(owner, "ended@example.test"), await invite(owner, "lately@example.test")];
    for (const [one, days] of [
      [ended, 31],
      [lately, 29],
    ] as const) {
      await db.invitation.update({ where: { id: one.id }, data: { expiresAt: new Date(Date.now() - days * 86_400_000) } });
    }
    await deleteEndedInvitations(1_000);
    const left = await db.invitation.findMany({ where: { organizationId: organization_id }, select: { id: true } });
    expect(left).toEqual([{ id: lately.id }]);
  });
});

describe("links", () => {
  it("of a mail sent again replace the former; a copied one works beside them", async () => {
    const { id } = await invite(admin, guest.email);
    const first = await mailedToken(id, guest.email);
    const { link } = await copyInvitationLink(admin, named(id));
    const copied = new URL(link).searchParams.get("token") ?? "";
    await resendInvitation(admin, named(id));
    const second = await mailedToken(id, guest.email);
    expect(await outcomeOf(findInvitation(anonymous, { token: first }))).toBe("TOKEN_EXPIRED");
    expect(await outcomeOf(findInvitation(anonymous, { token: copied }))).toBe("accepted");
    expect(await acceptInvitation(guest, { token: second })).toMatchObject({ role: "member" });
    expect(await outcomeOf(findInvitation(anonymous, { token: copied }))).toBe("TOKEN_EXPIRED");
  });

  it("are stored as hashes only", async () => {
    const { id } = await invite(admin, guest.email);
    const token = await mailedToken(id, guest.email);
    const { link } = await copyInvitationLink(admin, named(id));
    const row = JSON.stringify(await db.invitation.findUnique({ where: { id } }));
    for (const secret of [token, new URL(link).searchParams.get("token") ?? ""]) expect(row).not.toContain(secret);
  });

  it("are changed by those who may give the role, of this organization only", async () => {
    const { id } = await invite(owner, guest.email, "owner");
    expect(await outcomeOf(resendInvitation(admin, named(id)))).toBe("FORBIDDEN");
    expect(await outcomeOf(copyInvitationLink(admin, named(id)))).toBe("FORBIDDEN");
    expect(await outcomeOf(revokeInvitation(member, named(id)))).toBe("FORBIDDEN");
    const elsewhere = await newOrganization({ owner: guest });
    for (const change of [resendInvitation, copyInvitationLink, revokeInvitation]) {
      expect(await outcomeOf(change(guest, { organization_id: elsewhere, invitation_id: id }))).toBe("NOT_FOUND");
    }
  });
});

import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { SessionActor } from "@/lib/access/actor";
import { deleteUser } from "@/lib/accounts/user-administration";
import { db } from "@/lib/db";
import { acceptInvitation } from "@/lib/organizations/invitation-answers";
import { createInvitation } from "@/lib/organizations/invitations";
import { writeCursor } from "@/lib/organizations/keyset";
import { changeMembers } from "@/lib/organizations/member-bulk";
import { changeMembersContract } from "@/lib/organizations/member-bulk.schema";
import { getMember, listMembers } from "@/lib/organizations/member-list";
import { addUnitRole, changeMemberRole, removeUnitRole } from "@/lib/organizations/member-roles";
import { resumeMember, setMembershipEnd, suspendMember } from "@/lib/organizations/member-status";
import { addMember, leaveOrganization, removeMember } from "@/lib/organizations/members";
import { addMemberContract, listMembersContract, setEndContract } from "@/lib/organizations/members.schema";
import { createRole } from "@/lib/organizations/roles";
import { createUnit } from "@/lib/organizations/units";
import { join, newOrganization, newPerson, operator, outcomeOf, outcomesOf } from "@/test/organization";

let owner: SessionActor;
let admin: SessionActor;
let member: SessionActor;
let stranger: SessionActor;
let organization_id: string;

beforeAll(async () => {
  [owner, admin, member, stranger] = await Promise.all([newPerson("Olga"), newPerson("Adam"), newPerson("Mia"), newPerson("Sven")]);
});

beforeEach(async () => {
  organization_id = await newOrganization({ owner, admin, member });
});

const of = (person: SessionActor) => ({ organization_id, user_id: person.userId });
const setRole = (actor: SessionActor, person: SessionActor, role: string, unit_id?: string | null) =>
  changeMemberRole(actor, { ...of(person), role, ...(unit_id === undefined ? {} : { unit_id }) });
const roleOf = async (person: SessionActor) => (await getMember(operator, of(person))).role;
const actions = async () =>
  (await db.auditEvent.findMany({ where: { scope: organization_id }, orderBy: { id: "asc" } })).map(({ action }) => action);
const newUnit = async (name: string, parent_id: string | null = null) => (await createUnit(owner, { organization_id, name, parent_id })).id;

describe("changing a role", () => {
  it("acts, and leaves a row in the organization's own trail", async () => {
    expect(await setRole(admin, member, "admin")).toMatchObject({ role: "admin" });
    expect(await actions()).toEqual(["member.role_changed"]);
  });

  it("never gives more than the giver holds, and leaves owners to owners", async () => {
    expect(await outcomesOf([setRole(admin, member, "owner"), setRole(admin, admin, "owner"), setRole(admin, owner, "member")])).toEqual([
      "FORBIDDEN",
      "FORBIDDEN",
      "FORBIDDEN",
    ]);
    await createRole(owner, { organization_id, name: "Closer", description: "", permissions: ["organization.delete"] });
    expect(await outcomeOf(setRole(admin, member, "closer"))).toBe("FORBIDDEN");
    await setRole(owner, member, "closer");
    expect(await outcomeOf(setRole(admin, member, "member"))).toBe("FORBIDDEN");
    expect(await roleOf(owner)).toBe("owner");
  });

  it("is refused to members, and hides who is there from strangers", async () => {
    expect(await outcomeOf(setRole(member, member, "admin"))).toBe("FORBIDDEN");
    expect(await outcomeOf(setRole(stranger, member, "admin"))).toBe("NOT_FOUND");
    expect(await outcomeOf(setRole(owner, stranger, "admin"))).toBe("NOT_FOUND");
    expect(await outcomeOf(setRole(owner, member, "nothing-like-it"))).toBe("VALIDATION_ERROR");
  });

  it("takes no role and no unit of another organization", async () => {
    const elsewhere = await newOrganization({ owner: stranger });
    await createRole(stranger, { organization_id: elsewhere, name: "Foreign", description: "", permissions: [] });
    const unit = await createUnit(stranger, { organization_id: elsewhere, name: "Foreign", parent_id: null });
    expect(await outcomeOf(setRole(owner, member, "foreign"))).toBe("VALIDATION_ERROR");
    expect(await outcomeOf(setRole(owner, member, "member", unit.id))).toBe("NOT_FOUND");
    expect(await outcomeOf(addUnitRole(owner, { ...of(member), role: "admin", unit_id: unit.id }))).toBe("NOT_FOUND");
  });

  it("keeps a unit's admin in their unit", async () => {
    const [north, south] = [await newUnit("North"), await newUnit("South")];
    const [lead, inside, outside] = await Promise.all([newPerson("Lea"), newPerson("Ina"), newPerson("Oto")]);
    await join(organization_id, lead, "admin", north);
    await join(organization_id, inside, "member", north);
    await join(organization_id, outside, "member", south);
    expect(await setRole(lead, inside, "admin")).toMatchObject({ role: "admin", unit_id: north });
    expect(await outcomeOf(setRole(lead, inside, "admin", south))).toBe("FORBIDDEN");
    expect(await outcomeOf(setRole(lead, inside, "admin", null))).toBe("FORBIDDEN");
    expect(await outcomeOf(setRole(lead, outside, "admin"))).toBe("NOT_FOUND");
    expect(await outcomeOf(removeMember(lead, of(outside)))).toBe("NOT_FOUND");
    const seen = await listMembers(lead, listMembersContract.input.parse({ organization_id }));
    expect(seen.items.map(({ user_id }) => user_id).sort()).toEqual([lead.userId, inside.userId].sort());
  });

  it("gives further roles in units, once each, and takes them again", async () => {
    const north = await newUnit("North");
    const given = await addUnitRole(owner, { ...of(member), role: "admin", unit_id: north });
    expect(given.unit_roles).toMatchObject([{ role: "admin", unit_name: "North" }]);
    expect(await outcomeOf(addUnitRole(owner, { ...of(member), role: "admin", unit_id: north }))).toBe("CONFLICT");
    expect(await outcomeOf(addUnitRole(owner, { ...of(member), role: "owner", unit_id: north }))).toBe("VALIDATION_ERROR");
    const taken = await removeUnitRole(owner, { ...of(member), assignment_id: given.unit_roles[0]?.id ?? "" });
    expect(taken.unit_roles).toEqual([]);
    expect(await actions()).toEqual(["unit.created", "member.role_added", "member.role_taken"]);
  });
});

describe("coming and going", () => {
  it("adds somebody of another organization of one's own by their id, and tells them; everybody else is invited", async () => {
    const input = { organization_id, role: "member", unit_id: null, ends_at: null };
    const elsewhere = await newOrganization({ owner: stranger, member: admin });
    const add = () => outcomeOf(addMember(admin, { ...input, user_id: stranger.userId }));
    expect(await add()).toBe("VALIDATION_ERROR");
    await db.membership.updateMany({
      where: { organizationId: elsewhere, userId: admin.userId },
      data: { role: "admin", status: "suspended" },
    });
    expect(await add()).toBe("VALIDATION_ERROR");
    await db.membership.updateMany({ where: { organizationId: elsewhere, userId: admin.userId }, data: { status: "active" } });
    expect(await addMember(admin, { ...input, user_id: stranger.userId })).toMatchObject({ user_id: stranger.userId, role: "member" });
    expect(await outcomeOf(addMember(admin, { ...input, user_id: stranger.userId }))).toBe("CONFLICT");
    expect(await outcomeOf(addMember(admin, { ...input, email: owner.email }))).toBe("VALIDATION_ERROR");
    expect(await outcomeOf(addMember(admin, { ...input, email: "nobody@example.test" }))).toBe("VALIDATION_ERROR");
    expect(await outcomeOf(addMember(admin, { ...input, user_id: organization_id }))).toBe("VALIDATION_ERROR");
    expect(await outcomeOf(addMember(operator, { ...input, user_id: organization_id }))).toBe("NOT_FOUND");
    const newcomer = await newPerson("Nia");
    await join(elsewhere, newcomer, "member");
    expect(await outcomeOf(addMember(admin, { ...input, user_id: newcomer.userId, role: "owner" }))).toBe("FORBIDDEN");
    expect(await addMember(operator, { ...input, email: newcomer.email })).toMatchObject({ email: newcomer.email });
    const told = await db.$queryRaw<{ count: number }[]>`
      SELECT count(*)::int AS count FROM graphile_worker.jobs WHERE task_identifier = 'mail.membership_notice'`;
    expect(told[0]?.count).toBeGreaterThanOrEqual(2);
  });

  it("removes members, not stronger ones, and everybody may leave but the last owner", async () => {
    expect(await outcomeOf(removeMember(admin, of(owner)))).toBe("FORBIDDEN");
    expect(await outcomeOf(removeMember(member, of(admin)))).toBe("FORBIDDEN");
    expect(await outcomeOf(removeMember(owner, of(owner)))).toBe("CONFLICT");
    expect(await outcomeOf(leaveOrganization(owner, { organization_id }))).toBe("CONFLICT");
    expect(await outcomeOf(leaveOrganization(stranger, { organization_id }))).toBe("NOT_FOUND");
    expect(await removeMember(admin, of(member))).toMatchObject({ status: "removed" });
    expect(await leaveOrganization(admin, { organization_id })).toMatchObject({ status: "left" });
    expect(await actions()).toEqual(["member.removed", "member.left"]);
  });

  it("lets an owner leave in person and with a fresh proof only, and nobody accept an owner's role for another", async () => {
    const as = (person: SessionActor): SessionActor => {
      const { userId, sessionId, email } = stranger;
      return { ...person, impersonator: { userId, sessionId, email, name: "Root" } };
    };
    // A session that is not in the table: what it proves is what the actor says.
    const stale = (person: SessionActor) => ({ ...person, authTime: new Date(0) });
    await setRole(owner, admin, "owner");
    const leave = (actor: SessionActor) => outcomeOf(leaveOrganization(actor, { organization_id }));
    expect([await leave(as(admin)), await leave(stale(admin))]).toEqual(["FORBIDDEN", "STEP_UP_REQUIRED"]);
    const [invited, asked] = [await newPerson("Ina"), { organization_id, unit_id: null }];
    const { id: invitation_id } = await createInvitation(owner, { ...asked, email: invited.email, role: "owner" });
    expect(await outcomeOf(acceptInvitation(as(invited), { invitation_id }))).toBe("FORBIDDEN");
    expect(await outcomeOf(acceptInvitation(invited, { invitation_id }))).toBe("accepted");
    expect([await leave(stale(member)), await leave(admin)]).toEqual(["accepted", "accepted"]);
  });

  it("suspends, resumes and sets an end; an owner has none", async () => {
    expect(await suspendMember(admin, of(member))).toMatchObject({ status: "suspended" });
    expect(await outcomeOf(leaveOrganization(member, { organization_id }))).toBe("accepted");
    await join(organization_id, member, "member");
    await suspendMember(admin, of(member));
    expect(await resumeMember(admin, of(member))).toMatchObject({ status: "active" });
    const ends_at = new Date(Date.now() + 60_000);
    expect(await setMembershipEnd(admin, { ...of(member), ends_at })).toMatchObject({ ends_at: ends_at.toISOString() });
    expect(await outcomeOf(setMembershipEnd(admin, { ...of(member), ends_at: new Date(0) }))).toBe("VALIDATION_ERROR");
    expect(await outcomeOf(setMembershipEnd(owner, { ...of(owner), ends_at }))).toBe("VALIDATION_ERROR");
    expect(await outcomeOf(setRole(owner, member, "owner"))).toBe("VALIDATION_ERROR");
    expect(await outcomeOf(suspendMember(owner, of(owner)))).toBe("CONFLICT");
    expect(await outcomeOf(suspendMember(admin, of(owner)))).toBe("FORBIDDEN");
  });

  it("takes no end that nobody could read again, and the database keeps none", async () => {
    const ends_at = "9999-12-31T23:59:59-23:00";
    const contracts = [setEndContract.input, addMemberContract.input, changeMembersContract.input];
    const input = { ...of(member), user_ids: [member.userId], act: "set_end" };
    expect(contracts.map((contract) => contract.safeParse({ ...input, ends_at }).success)).toEqual([false, false, false]);
    const inFiftyYears = new Date(Date.now() + 50 * 365 * 86_400_000).toISOString();
    expect(contracts.map((contract) => contract.safeParse({ ...input, ends_at: inFiftyYears }).success)).toEqual([true, true, true]);
    const where = { organizationId_userId: { organizationId: organization_id, userId: member.userId } };
    await expect(db.membership.update({ where, data: { endsAt: new Date(ends_at) } })).rejects.toThrow(/memberships_ends_at_check/);
  });

  it("lets nobody put off their own end, one at a time or with others; they may leave sooner", async () => {
    const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000);
    await setMembershipEnd(owner, { ...of(admin), ends_at: inHours(2) });
    expect(await outcomesOf([null, inHours(3)].map((ends_at) => setMembershipEnd(admin, { ...of(admin), ends_at })))).toEqual([
      "FORBIDDEN",
      "FORBIDDEN",
    ]);
    const user_ids = [admin.userId, member.userId];
    const many = await changeMembers(admin, { organization_id, user_ids, act: "set_end", ends_at: inHours(4) });
    expect(many).toMatchObject({ done: 1, refused: 1, results: [{ status: "refused" }, { status: "done" }] });
    expect(await outcomeOf(setMembershipEnd(admin, { ...of(admin), ends_at: inHours(1) }))).toBe("accepted");
    expect(await setMembershipEnd(owner, { ...of(admin), ends_at: null })).toMatchObject({ ends_at: null });
  });

  it("keeps the account of an organization's only owner, and the database keeps the owner", async () => {
    expect(await outcomeOf(deleteUser(operator, { id: owner.userId }))).toBe("CONFLICT");
    await expect(db.user.delete({ where: { id: owner.userId } })).rejects.toThrow(/without an owner/);
    await expect(db.membership.deleteMany({ where: { organizationId: organization_id } })).rejects.toThrow(/without an owner/);
    await db.organization.delete({ where: { id: organization_id } });
    expect(await db.membership.count({ where: { organizationId: organization_id } })).toBe(0);
  });
});

describe("the list of members", () => {
  const list = (input: Record<string, unknown>) => listMembers(owner, listMembersContract.input.parse({ organization_id, ...input }));

  async function all(input: Record<string, unknown>): Promise<string[]> {
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list({ ...input, limit: 2, ...(cursor ? { cursor } : {}) });
      found.push(...page.items.map(({ user_id }) => user_id));
      cursor = page.next_cursor ?? undefined;
    } while (cursor);
    return found;
  }

  it.each(["name", "email", "joined", "last_seen", "role"])("pages by %s without losing or repeating anybody, both ways", async (sort) => {
    for (const name of ["Zoë", "ana", "Ben", "Ana"]) await join(organization_id, await newPerson(name), "member");
    const forward = await all({ sort });
    expect(new Set(forward).size).toBe(7);
    expect(await all({ sort, order: "desc" })).toEqual(forward.toReversed());
    const skipped = await list({ sort, limit: 3, skip: 4 });
    expect([skipped.items.map(({ user_id }) => user_id), skipped.next_cursor]).toEqual([forward.slice(4), null]);
  });

  it("finds by any part of name and address, and by how a name begins", async () => {
    const person = await newPerson("Ana 100%_Costa");
    await join(organization_id, person, "member");
    for (const search of ["costa", "0%_c", person.email.slice(2, 12), "an", "A"]) {
      expect(
        (await list({ search })).items.map(({ user_id }) => user_id),
        search,
      ).toContain(person.userId);
    }
    expect((await list({ search: "nobody-like-it" })).items).toEqual([]);
  });

  it("filters by role, status and unit", async () => {
    const north = await newUnit("North");
    const below = await newUnit("Harbour", north);
    const person = await newPerson("Uwe");
    await join(organization_id, person, "member", below);
    await suspendMember(owner, of(person));
    for (const filter of [{ unit_id: north }, { unit_id: below }, { status: "suspended" }]) {
      expect((await list(filter)).items.map(({ user_id }) => user_id)).toEqual([person.userId]);
    }
    expect((await list({ role: "owner" })).items).toHaveLength(1);
    expect((await list({ status: "ended" })).items).toEqual([]);
    expect(await outcomeOf(list({ unit_id: organization_id }))).toBe("NOT_FOUND");
  });

  it("pages what is filtered in the same order, both ways, also over several units", async () => {
    const north = await newUnit("North");
    const below = await newUnit("Harbour", north);
    for (const [at, name] of ["Zoë", "ana", "Ben", "Ana", "Cem"].entries()) {
      const person = await newPerson(name);
      await join(organization_id, person, "member", at % 2 ? north : below);
      await suspendMember(owner, of(person));
    }
    const everybody = await all({ sort: "name" });
    for (const filter of [{ unit_id: north }, { status: "suspended" }, { role: "member" }, { unit_id: north, status: "suspended" }]) {
      const found = await all(filter);
      expect(found.length).toBeGreaterThanOrEqual(5);
      expect(found).toEqual(everybody.filter((id) => found.includes(id)));
      expect(await all({ ...filter, order: "desc" })).toEqual(found.toReversed());
      expect((await all({ ...filter, sort: "joined" })).toSorted()).toEqual(found.toSorted());
      const skipped = await list({ ...filter, skip: 3 });
      expect(skipped.items.map(({ user_id }) => user_id)).toEqual(found.slice(3));
    }
  });

  it("finds by a whole address that member alone", async () => {
    const [person, namesake] = [await newPerson("Uwe"), await newPerson("Ute")];
    await join(organization_id, person, "member");
    await join(organization_id, namesake, "member");
    await db.user.update({ where: { id: namesake.userId }, data: { name: `Not ${person.email}` } });
    expect((await list({ search: person.email })).items.map(({ user_id }) => user_id)).toEqual([person.userId]);
    expect((await list({ search: person.email, status: "suspended" })).items).toEqual([]);
    expect((await list({ search: person.email.slice(0, -1) })).items).toHaveLength(2);
  });

  it("follows a person's name, address and sign-in", async () => {
    const person = await newPerson("Yara");
    await join(organization_id, person, "member");
    const seen = new Date();
    await db.user.update({ where: { id: person.userId }, data: { name: "Aaron", lastSignInAt: seen } });
    expect((await list({ limit: 1 })).items).toMatchObject([{ full_name: "Aaron", last_seen_at: seen.toISOString() }]);
    expect((await list({ search: "yara" })).items).toHaveLength(1);
    await db.user.update({ where: { id: person.userId }, data: { email: "aaron@example.test" } });
    expect((await list({ search: "yara" })).items).toEqual([]);
  });

  it("says who has a second factor to those who see to it, and to oneself", async () => {
    await createRole(owner, { organization_id, name: "Reader", description: "", permissions: ["members.read"] });
    const reader = await newPerson("Rita");
    await join(organization_id, reader, "member");
    await setRole(owner, reader, "reader");
    await db.user.update({ where: { id: reader.userId }, data: { secondFactor: true } });
    const shown = async (viewer: SessionActor) =>
      (await listMembers(viewer, listMembersContract.input.parse({ organization_id, search: "rita" }))).items.map(
        (one) => one.second_factor,
      );
    expect([await shown(admin), await shown(reader)]).toEqual([[true], [null]]);
    expect((await getMember(reader, of(reader))).second_factor).toBe(true);
    expect((await getMember(reader, of(admin))).second_factor).toBeNull();
    // Nor by the answer to a change.
    const permissions = ["members.read", "members.update", "roles.assign"];
    await createRole(owner, { organization_id, name: "Steward", description: "", permissions });
    await setRole(owner, reader, "steward");
    await db.user.update({ where: { id: member.userId }, data: { secondFactor: true } });
    const unit_id = await newUnit("North");
    const changes = async (by: SessionActor) => {
      const given = await addUnitRole(by, { ...of(member), role: "member", unit_id });
      const taken = await removeUnitRole(by, { ...of(member), assignment_id: given.unit_roles[0]?.id ?? "" });
      return [
        given,
        taken,
        await setRole(by, member, "member", unit_id),
        await suspendMember(by, of(member)),
        await resumeMember(by, of(member)),
      ];
    };
    expect((await changes(reader)).map(({ second_factor }) => second_factor)).toEqual([null, null, null, null, null]);
    expect((await changes(admin)).map(({ second_factor }) => second_factor)).toEqual([true, true, true, true, true]);
  });

  it("refuses a cursor of another list or of nobody's making", async () => {
    for (const cursor of ["x", Buffer.from('["a"]').toString("base64url"), Buffer.from('["a","b"]').toString("base64url"), "e30"]) {
      expect(await outcomeOf(list({ cursor })), cursor).toBe("VALIDATION_ERROR");
    }
    const times = [
      "",
      "abc",
      "infinity",
      "999999-01-01",
      "2031-02-30T00:00:00.000000Z",
      "0000-01-01T00:00:00.000000Z",
      "2031-01-01 00:00+99",
    ];
    for (const [at, time] of times.entries()) {
      const cursor = writeCursor([time, owner.userId]);
      expect(await outcomeOf(list({ cursor, sort: at % 2 ? "joined" : "last_seen" })), time).toBe("VALIDATION_ERROR");
    }
    expect(await outcomeOf(list({ cursor: writeCursor(["0001-01-01T00:00:00.000000Z", owner.userId]), sort: "joined" }))).toBe("accepted");
  });
});

import { beforeEach, expect, it } from "vitest";
import type { SessionActor } from "@/lib/access/actor";
import { db } from "@/lib/db";
import { changeMembers } from "@/lib/organizations/member-bulk";
import { changeMembersContract } from "@/lib/organizations/member-bulk.schema";
import { createRole } from "@/lib/organizations/roles";
import { createUnit } from "@/lib/organizations/units";
import { join, newOrganization, newPerson, outcomeOf, outcomesOf } from "@/test/organization";

let owner: SessionActor;
let admin: SessionActor;
let people: SessionActor[];
let organization_id: string;

beforeEach(async () => {
  [owner, admin, ...people] = await Promise.all([
    newPerson("Olga"),
    newPerson("Adam"),
    newPerson("Ana"),
    newPerson("Ben"),
    newPerson("Cy"),
  ]);
  organization_id = await newOrganization({ owner, admin });
  for (const person of people) await join(organization_id, person, "member");
});

const ids = (...persons: SessionActor[]) => persons.map(({ userId }) => userId);
const bulk = (actor: SessionActor, user_ids: string[], act: Record<string, unknown>) =>
  changeMembers(actor, changeMembersContract.input.parse({ organization_id, user_ids, ...act }));
const rows = () => db.membership.findMany({ where: { organizationId: organization_id }, orderBy: { nameKey: "asc" } });
const owners = () => db.membership.count({ where: { organizationId: organization_id, role: "owner", status: "active" } });
const audited = (action: string) => db.auditEvent.count({ where: { scope: organization_id, action } });

it("does the same to all, says for each what became of it, and tells how they were", async () => {
  const done = await bulk(admin, ids(...people), { act: "suspend" });
  expect(done).toMatchObject({ done: 3, unchanged: 0, refused: 0 });
  expect(done.results[0]).toEqual({
    user_id: people[0]?.userId,
    status: "done",
    reason: null,
    before: { role: "member", unit_id: null, status: "active", ends_at: null },
  });
  expect(await bulk(admin, [...ids(...people), ...ids(...people)], { act: "suspend" })).toMatchObject({ done: 0, unchanged: 3 });
  expect(await bulk(admin, ids(...people), { act: "resume" })).toMatchObject({ done: 3 });
  expect(await bulk(admin, ids(...people), { act: "set_end", ends_at: "2090-01-01T00:00:00Z" })).toMatchObject({ done: 3 });
  expect(await bulk(admin, ids(...people), { act: "remove" })).toMatchObject({ done: 3 });
  expect((await rows()).map(({ role }) => role)).toEqual(["admin", "owner"]);
  expect([await audited("member.suspended"), await audited("member.removed")]).toEqual([3, 3]);
});

it("passes over whom the rules for one protect, with the reason, and does the rest", async () => {
  const stranger = await newPerson("Sven");
  const { results } = await bulk(admin, ids(owner, stranger, ...people), { act: "remove" });
  expect(results.map(({ status, reason }) => [status, reason])).toEqual([
    ["refused", "Only an owner may do this with an owner."],
    ["refused", "There is no such member."],
    ["done", null],
    ["done", null],
    ["done", null],
  ]);
  expect((await bulk(owner, ids(owner), { act: "remove" })).results).toMatchObject([
    { status: "refused", reason: "This is the last owner. Make somebody else one first." },
  ]);
});

it("changes roles and units, never above what the giver holds", async () => {
  const { id: unit_id } = await createUnit(owner, { organization_id, name: "North", parent_id: null });
  expect(await bulk(admin, ids(owner, ...people), { act: "move", unit_id })).toMatchObject({ done: 3, refused: 1 });
  expect(await bulk(admin, ids(...people), { act: "change_role", role: "admin" })).toMatchObject({ done: 3 });
  expect((await rows()).filter(({ unitId }) => unitId === unit_id).map(({ role }) => role)).toEqual(["admin", "admin", "admin"]);
  await createRole(owner, { organization_id, name: "Closer", description: "", permissions: ["organization.delete"] });
  for (const role of ["owner", "closer"]) {
    expect(await bulk(admin, ids(...people), { act: "change_role", role, unit_id: null })).toMatchObject({ done: 0, refused: 3 });
  }
  expect(await bulk(owner, ids(...people), { act: "change_role", role: "owner" })).toMatchObject({ done: 3 });
  expect(await owners()).toBe(4);
});

it("changes nobody when what concerns all is wrong, or when the actor may not", async () => {
  const elsewhere = await newPerson("Else");
  const foreign = await newOrganization({ owner: elsewhere });
  const unit = await createUnit(elsewhere, { organization_id: foreign, name: "Foreign", parent_id: null });
  const [first = owner] = people;
  expect(
    await outcomesOf([
      bulk(admin, ids(...people), { act: "change_role", role: "nothing-like-it" }),
      bulk(admin, ids(...people), { act: "change_role" }),
      bulk(admin, ids(...people), { act: "set_end" }),
      bulk(admin, ids(...people), { act: "move" }),
      bulk(admin, ids(...people), { act: "move", unit_id: unit.id }),
      bulk(first, ids(...people), { act: "suspend" }),
      bulk(elsewhere, ids(...people), { act: "suspend" }),
    ]),
  ).toEqual(["VALIDATION_ERROR", "VALIDATION_ERROR", "VALIDATION_ERROR", "VALIDATION_ERROR", "NOT_FOUND", "FORBIDDEN", "NOT_FOUND"]);
  expect((await rows()).every(({ status, unitId }) => status === "active" && unitId === null)).toBe(true);
});

it("keeps whoever does it able to finish: oneself comes last", async () => {
  await db.membership.updateMany({ where: { organizationId: organization_id }, data: { role: "owner" } });
  const { results } = await bulk(owner, ids(owner, ...people), { act: "change_role", role: "member" });
  expect(results.map(({ user_id, status }) => [user_id, status])).toEqual(ids(owner, ...people).map((id) => [id, "done"]));
  expect(await owners()).toBe(1);
});

it("keeps an owner when two owners remove, suspend and demote everybody at once", async () => {
  const acts = [{ act: "remove" }, { act: "suspend" }, { act: "change_role", role: "member" }];
  const two = people[0] ?? admin;
  for (let round = 0; round < 30; round += 1) {
    for (const person of [owner, two, ...people.slice(1)]) {
      const own = { organizationId: organization_id, userId: person.userId };
      const data = { role: "owner", status: "active" as const };
      await db.membership.upsert({
        where: { organizationId_userId: own },
        create: { ...own, ...data },
        update: data,
        select: { id: true },
      });
    }
    const all = ids(owner, two, ...people.slice(1));
    const outcomes = await Promise.all([
      outcomeOf(bulk(owner, all, acts[round % 3] ?? {})),
      outcomeOf(bulk(two, all.toReversed(), acts[Math.floor(round / 3) % 3] ?? {})),
    ]);
    expect(await owners(), `round ${round}`).toBeGreaterThanOrEqual(1);
    expect(outcomes.filter((outcome) => !["accepted", "FORBIDDEN", "NOT_FOUND"].includes(String(outcome)))).toEqual([]);
  }
});

it("changes a hundred, twenty at a time, and no more than a hundred", async () => {
  const many = await db.user.createManyAndReturn({
    data: Array.from({ length: 100 }, (_, at) => ({ email: `crew-${at}-${organization_id}@example.test`, emailVerified: new Date() })),
    select: { id: true },
  });
  await db.membership.createMany({ data: many.map(({ id }) => ({ organizationId: organization_id, userId: id, role: "member" })) });
  const all = many.map(({ id }) => id);
  expect(await bulk(admin, all, { act: "suspend" })).toMatchObject({ done: 100 });
  expect(changeMembersContract.input.safeParse({ organization_id, user_ids: [...all, owner.userId], act: "suspend" }).success).toBe(false);
});

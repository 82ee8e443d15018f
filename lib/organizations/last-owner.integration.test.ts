import { expect, it } from "vitest";
import type { SessionActor } from "@/lib/access/actor";
import { db } from "@/lib/db";
import { deleteOrganization, restoreOrganization } from "@/lib/organizations/lifecycle";
import { changeMemberRole } from "@/lib/organizations/member-roles";
import { suspendMember } from "@/lib/organizations/member-status";
import { leaveOrganization, removeMember } from "@/lib/organizations/members";
import { join, newOrganization, newPerson, operator, outcomesOf } from "@/test/organization";

const ROUNDS = 100;

const WAYS = [
  (actor: SessionActor, other: SessionActor, organization_id: string) => removeMember(actor, { organization_id, user_id: other.userId }),
  (actor: SessionActor, other: SessionActor, organization_id: string) =>
    changeMemberRole(actor, { organization_id, user_id: other.userId, role: "member" }),
  (actor: SessionActor, other: SessionActor, organization_id: string) => suspendMember(actor, { organization_id, user_id: other.userId }),
  (actor: SessionActor, _other: SessionActor, organization_id: string) => leaveOrganization(actor, { organization_id }),
  (actor: SessionActor, _other: SessionActor, organization_id: string) =>
    changeMemberRole(actor, { organization_id, user_id: actor.userId, role: "admin" }),
  (actor: SessionActor, _other: SessionActor, organization_id: string) => deleteOrganization(actor, { organization_id }),
];

const pick = () => WAYS[Math.floor(Math.random() * WAYS.length)] ?? leaveOf;
const leaveOf = WAYS[3] ?? (() => Promise.resolve());

it(`keeps an owner through ${ROUNDS} rounds of two owners removing, demoting, suspending, leaving and deleting at once`, async () => {
  const [one, two] = [await newPerson("Una"), await newPerson("Duo")];
  const organizationId = await newOrganization({ owner1: one, owner2: two });
  const unexpected: unknown[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const outcomes = await outcomesOf([
      pick()(one, two, organizationId),
      pick()(two, one, organizationId),
      pick()(one, two, organizationId),
      pick()(two, one, organizationId),
    ]);
    unexpected.push(...outcomes.filter((outcome) => !["accepted", "CONFLICT", "FORBIDDEN", "NOT_FOUND"].includes(String(outcome))));
    const owners = await db.membership.count({ where: { organizationId, role: "owner", status: "active" } });
    expect(owners, `round ${round}: ${outcomes}`).toBeGreaterThanOrEqual(1);
    const { deletedAt } = await db.organization.findUniqueOrThrow({ where: { id: organizationId } });
    if (deletedAt) await restoreOrganization(operator, { organization_id: organizationId });
    for (const person of [one, two]) {
      const { count } = await db.membership.updateMany({
        where: { organizationId, userId: person.userId },
        data: { role: "owner", status: "active" },
      });
      if (count === 0) await join(organizationId, person, "owner");
    }
  }
  expect(unexpected).toEqual([]);
}, 120_000);

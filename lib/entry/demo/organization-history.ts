import type { AuditInput, PastEvent } from "@/lib/audit/audit";
import { Dice } from "@/lib/entry/demo/dice";
import { signedIn } from "@/lib/entry/demo/history";
import type { DemoInvitation, DemoPlace } from "@/lib/entry/demo/organizations";
import type { DemoPerson } from "@/lib/entry/demo/people";

const DAY_MS = 24 * 60 * 60 * 1000;
const MINUTE_MS = 60 * 1000;

/** What happened in an organization since it was made: its units and roles, who came and was promoted, invitations, exports. */
export function organizationHistory(place: DemoPlace, now: Date): PastEvent[] {
  const { owner, id: scope } = place;
  const inside = (at: Date, person: DemoPerson, event: Omit<AuditInput, "scope">): PastEvent => ({
    ...{ at, actor: signedIn(person, at) },
    event: { ...event, scope },
  });
  const began = owner.joinedAt.getTime();
  const itself = { type: "organization", id: scope };
  const monthly = Array.from({ length: Math.floor((now.getTime() - began) / (30 * DAY_MS)) }, (_, at) => at + 1);
  return [
    inside(new Date(began), owner, {
      ...{ action: "organization.created", target: itself },
      details: { name: place.plan.name, slug: place.plan.slug },
    }),
    ...place.units.map((unit, at) =>
      inside(new Date(began + (5 + at) * MINUTE_MS), owner, {
        ...{ action: "unit.created", target: { type: "unit", id: unit.id } },
        details: { name: unit.name, parent_id: unit.parentId },
      }),
    ),
    ...place.roles.map((role, at) =>
      inside(new Date(began + (40 + at * 3) * MINUTE_MS), owner, {
        ...{ action: "role.created", target: { type: "role", id: role.id } },
        details: { slug: role.slug, name: role.name, permissions: [...role.permissions] },
      }),
    ),
    ...place.invitations.flatMap((invitation) => invited(invitation, inside)),
    ...place.people.flatMap((person) => memberHistory(place, person, inside)),
    ...monthly.map((month) =>
      inside(new Date(began + month * 30 * DAY_MS - 90 * MINUTE_MS), place.auditor, {
        ...{ action: "audit.exported", target: itself },
        details: { format: "csv", q: "" },
      }),
    ),
    inside(new Date(began + 20 * DAY_MS), owner, {
      ...{ action: "organization.updated", target: itself },
      details: { fields: ["name"], name: place.plan.name },
    }),
  ];
}

type Inside = (at: Date, person: DemoPerson, event: Omit<AuditInput, "scope">) => PastEvent;

function invited(invitation: DemoInvitation, inside: Inside): PastEvent[] {
  const target = { type: "invitation", id: invitation.id };
  const { role, unitId, by, createdAt, revokedAt } = invitation;
  return [
    inside(createdAt, by, { action: "invitation.created", target, details: { role, unit_id: unitId } }),
    ...(revokedAt ? [inside(revokedAt, by, { action: "invitation.revoked", target })] : []),
  ];
}

function memberHistory(place: DemoPlace, person: DemoPerson, inside: Inside): PastEvent[] {
  const target = { type: "user", id: person.id };
  const unitId = place.unitId(person.unit);
  const dice = new Dice(person.joinedAt.getTime());
  const invitation = place.invitations.find(({ acceptedBy }) => acceptedBy === person.id);
  const promoter = place.owner;
  const { promotedAt, suspendedAt, endsAt, joinedAt } = person;
  return [
    ...(invitation
      ? [
          inside(joinedAt, person, { action: "invitation.accepted", target: { type: "invitation", id: invitation.id } }),
          inside(joinedAt, person, {
            ...{ action: "member.joined", target },
            details: { role: invitation.role, unit_id: invitation.unitId, invited_by: invitation.by.id },
          }),
        ]
      : []),
    ...(promotedAt
      ? [
          inside(promotedAt, promoter, {
            ...{ action: "member.role_changed", target },
            details: { from: "member", to: person.role, from_unit_id: null, to_unit_id: unitId },
          }),
        ]
      : []),
    ...(suspendedAt ? [inside(suspendedAt, promoter, { action: "member.suspended", target })] : []),
    ...(endsAt
      ? [
          inside(new Date(joinedAt.getTime() + (1 + dice.below(20)) * MINUTE_MS), promoter, {
            ...{ action: "member.end_changed", target },
            details: { from: null, to: endsAt.toISOString() },
          }),
        ]
      : []),
  ];
}

import type { Tx } from "@/lib/db";
import { Dice } from "@/lib/entry/demo/dice";
import { names } from "@/lib/entry/demo/names";
import type { DemoPerson } from "@/lib/entry/demo/people";
import { DEMO_ORGANIZATIONS, type DemoOrganization, type DemoRole } from "@/lib/entry/demo/plan";
import { orderedId } from "@/lib/ordered-id";

const DAY_MS = 24 * 60 * 60 * 1000;
const HOUR_MS = 60 * 60 * 1000;
const LIFE_MS = 7 * DAY_MS;

export interface DemoInvitation {
  id: string;
  email: string;
  role: string;
  unitId: string | null;
  by: DemoPerson;
  /** The id of whoever accepted it. */
  acceptedBy: string | null;
  acceptedAt: Date | null;
  revokedAt: Date | null;
  createdAt: Date;
}

/** An organization of the demonstration with everything in it. */
export interface DemoPlace {
  id: string;
  plan: DemoOrganization;
  people: readonly DemoPerson[];
  owner: DemoPerson;
  /** Who takes the audit log along every month. */
  auditor: DemoPerson;
  units: readonly { id: string; name: string; parentId: string | null; path: string[] }[];
  roles: readonly (DemoRole & { id: string })[];
  invitations: readonly DemoInvitation[];
  unitId: (name: string | null) => string | null;
  roleId: (slug: string) => string | null;
}

/** Lays an organization out; nothing is written. @throws Error when the plan names no owner. */
export function layOut(plan: DemoOrganization, everybody: readonly DemoPerson[], now: Date): DemoPlace {
  const people = everybody.filter(({ organization }) => organization === plan);
  const owner = people.find(({ role }) => role === "owner");
  if (!owner) throw new Error(`${plan.slug} has no owner`);
  const began = owner.joinedAt.getTime();
  const units: { id: string; name: string; parentId: string | null; path: string[] }[] = [];
  for (const { name, below } of plan.units) {
    const id = orderedId(began);
    const above = units.find((unit) => unit.name === below);
    units.push({ id, name, parentId: above?.id ?? null, path: [...(above?.path ?? []), id] });
  }
  const roles = plan.roles.map((role) => ({ ...role, id: orderedId(began) }));
  const unitId = (name: string | null) => units.find((unit) => unit.name === name)?.id ?? null;
  const roleId = (slug: string) => roles.find((role) => role.slug === slug)?.id ?? null;
  const auditor = people.find(({ role, promotedAt }) => role === "auditor" && promotedAt === null) ?? owner;
  const inviters = people.filter(({ role, promotedAt }) => ["owner", "admin"].includes(role) && promotedAt === null);
  const place = { id: orderedId(began), plan, people, owner, auditor, units, roles, unitId, roleId };
  return { ...place, invitations: [...accepted(place, inviters), ...unanswered(place, inviters, now)] };
}

type Bare = Omit<DemoPlace, "invitations">;

function accepted({ people, owner, unitId, plan }: Bare, inviters: readonly DemoPerson[]): DemoInvitation[] {
  const dice = new Dice(plan.members);
  return people
    .filter((person) => person !== owner)
    .map((person) => {
      const createdAt = new Date(Math.max(owner.joinedAt.getTime() + HOUR_MS, person.joinedAt.getTime() - (2 + dice.below(60)) * HOUR_MS));
      const here = inviters.filter(({ joinedAt }) => joinedAt < createdAt);
      return {
        ...{
          id: orderedId(createdAt.getTime()),
          email: person.email,
          role: person.promotedAt ? "member" : person.role,
          unitId: unitId(person.unit),
        },
        ...{ by: here.length > 0 ? dice.pick(here) : owner, createdAt },
        ...{ acceptedBy: person.id, acceptedAt: person.joinedAt, revokedAt: null },
      };
    });
}

/** What becomes of invitations that nobody accepts: eight wait, four were let expire, two were revoked. */
const UNANSWERED = [...Array(8).fill("open"), ...Array(4).fill("expired"), ...Array(2).fill("revoked")];

function unanswered({ plan, roles, units }: Bare, inviters: readonly DemoPerson[], now: Date): DemoInvitation[] {
  const dice = new Dice(plan.members + 1);
  const shift = DEMO_ORGANIZATIONS.indexOf(plan) * UNANSWERED.length;
  const members = DEMO_ORGANIZATIONS.reduce((sum, organization) => sum + organization.members, 0);
  const invitees = names(members + shift + UNANSWERED.length).slice(members + shift);
  return UNANSWERED.map((end: string, at) => {
    const age = end === "open" ? 0.2 + at * 0.7 : 9 + dice.below(40);
    const createdAt = new Date(now.getTime() - age * DAY_MS - dice.below(HOUR_MS));
    return {
      ...{
        id: orderedId(createdAt.getTime()),
        email: `${invitees[at]?.plain ?? `guest${at}`}@mail.example`,
        by: dice.pick(inviters),
        createdAt,
      },
      role: at % 4 === 1 ? dice.pick(roles).slug : at % 7 === 3 ? "admin" : "member",
      unitId: at % 7 === 3 ? null : dice.pick(units).id,
      ...{ acceptedBy: null, acceptedAt: null, revokedAt: end === "revoked" ? new Date(createdAt.getTime() + 5 * HOUR_MS) : null },
    };
  });
}

/** Writes an organization with its units, roles, members, their further roles, and invitations; nobody is mailed. */
export async function writePlace(tx: Tx, { id: organizationId, plan, owner, ...place }: DemoPlace): Promise<void> {
  const createdAt = owner.joinedAt;
  await tx.organization.create({ data: { id: organizationId, slug: plan.slug, name: plan.name, createdAt }, select: { id: true } });
  await tx.unit.createMany({ data: place.units.map((unit) => ({ ...unit, organizationId, createdAt })) });
  await tx.role.createMany({
    data: place.roles.map((role) => ({ ...role, permissions: [...role.permissions], organizationId, createdAt })),
  });
  await tx.membership.createMany({
    data: place.people.map((person) => ({
      ...{ id: orderedId(person.joinedAt.getTime()), organizationId, userId: person.id, role: person.role, joinedAt: person.joinedAt },
      ...{ roleId: place.roleId(person.role), unitId: place.unitId(person.unit), endsAt: person.endsAt },
      status: person.suspendedAt ? ("suspended" as const) : ("active" as const),
    })),
  });
  await tx.invitation.createMany({
    data: place.invitations.map(({ by, acceptedBy, ...invitation }) => ({
      ...{ ...invitation, organizationId, roleId: place.roleId(invitation.role), invitedById: by.id },
      isOpen: acceptedBy === null && invitation.revokedAt === null ? true : null,
      sentAt: invitation.createdAt,
      expiresAt: new Date(invitation.createdAt.getTime() + LIFE_MS),
    })),
  });
}

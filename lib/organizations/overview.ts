import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { authorize } from "@/lib/access/authorize";
import { holds, type OrganizationAccess } from "@/lib/access/organization-access";
import type { OrganizationPermission } from "@/lib/access/permissions";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { COUNTED_TO, type OverviewView, type overviewContract } from "@/lib/organizations/overview.schema";

/** So many owners are named. */
const OWNERS = 3;

interface Facts {
  members: number;
  open_invitations: number;
  roles: number;
  units: number;
  was_invited: boolean;
  has_policy: boolean;
}

/**
 * How an organization stands, in one statement that reads at most so many rows as it counts up to, however large it is.
 * What the actor may not see is null. @throws AppError NOT_FOUND.
 */
export async function getOverview(actor: Actor, input: z.output<typeof overviewContract.input>): Promise<OverviewView> {
  const organizationId = input.organization_id;
  const access = await authorize(actor, "organization.read", { organizationId });
  const [facts, owners] = await Promise.all([readFacts(organizationId), readOwners(organizationId)]);
  const seen = (permission: OrganizationPermission, value: number) => (holds(access, permission, null) ? value : null);
  return {
    members: seen("members.read", facts.members),
    open_invitations: seen("members.invite", facts.open_invitations),
    roles: seen("roles.read", facts.roles),
    units: seen("units.read", facts.units),
    next_steps: nextSteps(access, facts),
    owners,
  };
}

async function readFacts(organizationId: string): Promise<Facts> {
  const [facts] = await db.$queryRaw<Facts[]>`
    SELECT (SELECT count(*)::int FROM (SELECT FROM memberships WHERE organization_id = o.id LIMIT ${COUNTED_TO}) AS found) AS members,
           (SELECT count(*)::int FROM (SELECT FROM invitations
                                        WHERE organization_id = o.id AND is_open AND expires_at > now() LIMIT ${COUNTED_TO}) AS found) AS open_invitations,
           (SELECT count(*)::int FROM roles WHERE organization_id = o.id) AS roles,
           (SELECT count(*)::int FROM units WHERE organization_id = o.id) AS units,
           EXISTS (SELECT FROM invitations WHERE organization_id = o.id) AS was_invited,
           o.security_policy <> '{}'::jsonb AS has_policy
      FROM organizations o WHERE o.id = ${organizationId}::uuid`;
  if (!facts) throw notFound("There is no such organization.");
  return facts;
}

/** Those who can be asked now: a suspended one, or whose account is closed, could not answer. */
async function readOwners(organizationId: string): Promise<OverviewView["owners"]> {
  const rows = await db.membership.findMany({
    where: { organizationId, role: "owner", status: "active", user: { isActive: true } },
    orderBy: [{ nameKey: "asc" }, { id: "asc" }],
    take: OWNERS,
    select: { userId: true, email: true, user: { select: { name: true } } },
  });
  return rows.map(({ userId, email, user }) => ({ user_id: userId, email, full_name: user.name }));
}

function nextSteps(access: OrganizationAccess, facts: Facts): OverviewView["next_steps"] {
  const steps = [
    { step: "invite", permission: "members.invite", isDone: facts.members > 1 || facts.was_invited },
    { step: "role", permission: "roles.manage", isDone: facts.roles > 0 },
    { step: "policy", permission: "security.manage", isDone: facts.has_policy },
  ] as const;
  return steps.filter(({ permission, isDone }) => !isDone && holds(access, permission, null)).map(({ step }) => step);
}

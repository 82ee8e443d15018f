import type { Actor } from "@/lib/access/actor";
import { authorize } from "@/lib/access/authorize";
import { db } from "@/lib/db";

/** So many of anything are counted at most. */
export const COUNTED_AT_MOST = 100_000;

/** So many owners are named at most. */
const OWNERS_NAMED = 20;

export interface OrganizationFigures {
  members: number;
  suspended: number;
  units: number;
  roles: number;
  openInvitations: number;
  /** Those who came first. */
  owners: { userId: string; email: string; name: string | null; isActive: boolean }[];
}

/**
 * Numbers about an organization and who owns it, whether it is deleted or not, for administrators of the platform. Each number
 * is exact up to 100,000, which stands for as many or more. @throws AppError FORBIDDEN.
 */
export async function organizationFigures(actor: Actor, organizationId: string): Promise<OrganizationFigures> {
  authorize(actor, "platform.organizations.read");
  const [counts, owners] = await Promise.all([
    db.$queryRaw<Omit<OrganizationFigures, "owners">[]>`
      SELECT (SELECT count(*)::int FROM (SELECT FROM memberships WHERE organization_id = ${organizationId}::uuid LIMIT ${COUNTED_AT_MOST}) AS t) AS members,
             (SELECT count(*)::int FROM (SELECT FROM memberships WHERE organization_id = ${organizationId}::uuid AND status = 'suspended'
                                          LIMIT ${COUNTED_AT_MOST}) AS t) AS suspended,
             (SELECT count(*)::int FROM (SELECT FROM units WHERE organization_id = ${organizationId}::uuid LIMIT ${COUNTED_AT_MOST}) AS t) AS units,
             (SELECT count(*)::int FROM (SELECT FROM roles WHERE organization_id = ${organizationId}::uuid LIMIT ${COUNTED_AT_MOST}) AS t) AS roles,
             (SELECT count(*)::int FROM (SELECT FROM invitations WHERE organization_id = ${organizationId}::uuid AND is_open AND expires_at > now()
                                          LIMIT ${COUNTED_AT_MOST}) AS t) AS "openInvitations"`,
    db.membership.findMany({
      where: { organizationId, role: "owner" },
      orderBy: [{ joinedAt: "asc" }, { id: "asc" }],
      take: OWNERS_NAMED,
      select: { userId: true, user: { select: { email: true, name: true, isActive: true } } },
    }),
  ]);
  const none = { members: 0, suspended: 0, units: 0, roles: 0, openInvitations: 0 };
  return { ...(counts[0] ?? none), owners: owners.map(({ userId, user }) => ({ userId, ...user })) };
}

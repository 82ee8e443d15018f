import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { authorize } from "@/lib/access/authorize";
import { missingFrom, unitsHeldIn } from "@/lib/access/organization-access";
import { isOrganizationPermission } from "@/lib/access/permissions";
import { db } from "@/lib/db";
import { countHolders } from "@/lib/organizations/count-holders";
import { ownRole, parsePermissions } from "@/lib/organizations/roles";
import type { previewRoleContract } from "@/lib/organizations/roles.schema";

const SAMPLE = 10;

/**
 * What would change, and for whom, if a role held these permissions instead; of those who have it only members whom the actor sees are
 * named. Changes nothing. @throws AppError NOT_FOUND, FORBIDDEN, VALIDATION_ERROR.
 */
export async function previewRole(
  actor: Actor,
  input: z.output<typeof previewRoleContract.input>,
): Promise<z.input<typeof previewRoleContract.output>> {
  const organizationId = input.organization_id;
  const access = await authorize(actor, "roles.manage", { organizationId });
  const after = parsePermissions(input.permissions);
  const row = await ownRole(db, organizationId, input.role_id);
  const before = row.permissions.filter(isOrganizationPermission);
  const seen = unitsHeldIn(access, "members.read");
  const sample = await db.membership.findMany({
    where: {
      organizationId,
      OR: [{ role: row.slug }, { assignments: { some: { role: row.slug } } }],
      ...(seen ? { unit: { path: { hasSome: [...seen] } } } : {}),
    },
    orderBy: [{ nameKey: "asc" }, { id: "asc" }],
    take: SAMPLE,
    select: { userId: true, email: true, user: { select: { name: true } } },
  });
  return {
    gained: after.filter((slug) => !before.includes(slug)),
    lost: before.filter((slug) => !after.includes(slug)),
    not_held: [...missingFrom(access, [...new Set([...before, ...after])], null)],
    holders: (await countHolders(db, organizationId, [row.slug])).get(row.slug) ?? 0,
    sample: sample.map(({ userId, email, user }) => ({ user_id: userId, email, full_name: user.name })),
  };
}

import type { Tx } from "@/lib/db";
import { conflict } from "@/lib/errors";

/**
 * Refuses to take an organization's last owner away: one whose membership and account are active, and whose account does not
 * wait to be erased, must remain. Call it
 * under `lockOrganization`. A trigger holds the same for whatever forgets to ask.
 * @throws AppError CONFLICT.
 */
export async function assertAnotherOwner(tx: Tx, organizationId: string, userId: string): Promise<void> {
  const other = await tx.membership.findFirst({
    where: { organizationId, role: "owner", status: "active", userId: { not: userId }, user: { isActive: true, eraseAfter: null } },
    select: { id: true },
  });
  if (!other) throw conflict("This is the last owner. Make somebody else one first.");
}

/** The organizations that would be left without an owner if this account went, by name. */
export async function organizationsOwnedAlone(tx: Tx, userId: string): Promise<{ id: string; slug: string; name: string }[]> {
  return tx.$queryRaw<{ id: string; slug: string; name: string }[]>`
    SELECT o.id, o.slug, o.name
      FROM memberships m JOIN organizations o ON o.id = m.organization_id
     WHERE m.user_id = ${userId}::uuid AND m.role = 'owner' AND o.deleted_at IS NULL
       AND NOT EXISTS (SELECT FROM memberships other JOIN users u ON u.id = other.user_id AND u.is_active AND u.erase_after IS NULL
                        WHERE other.organization_id = o.id AND other.role = 'owner' AND other.status = 'active'
                          AND other.user_id <> m.user_id)
     ORDER BY o.name, o.id
     LIMIT 100`;
}

/**
 * Refuses to delete or to deactivate the account of an organization's only owner, and names the organizations. Holds each of their rows, so
 * that two owners cannot go at once. @throws AppError CONFLICT beside `organizations`.
 */
export async function assertOwnsNothingAlone(tx: Tx, userId: string): Promise<void> {
  await tx.$executeRaw`
    SELECT FROM organizations WHERE id IN (SELECT organization_id FROM memberships WHERE user_id = ${userId}::uuid AND role = 'owner')
     ORDER BY id FOR NO KEY UPDATE`;
  const alone = await organizationsOwnedAlone(tx, userId);
  if (alone.length === 0) return;
  const names = alone.slice(0, 3).map(({ name }) => name);
  throw conflict(`Somebody else must own ${names.join(", ")}${alone.length > 3 ? " and others" : ""} first.`, "organizations");
}

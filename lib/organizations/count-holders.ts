import type { Tx } from "@/lib/db";

/** Beyond so many it only matters that they are many; counting them all would take as long as there are members. */
const COUNTED = 1_000;

/**
 * How many people have each role, as theirs or in a unit; counted up to 1,000. By their memberships, whose ids the index of
 * roles holds itself.
 */
export async function countHolders(tx: Tx, organizationId: string, slugs: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx.$queryRaw<{ slug: string; holders: number }[]>`
    SELECT slug, (SELECT count(*)::int FROM (
             (SELECT m.id FROM memberships m WHERE m.organization_id = ${organizationId}::uuid AND m.role = slug LIMIT ${COUNTED})
             UNION
             (SELECT a.membership_id FROM role_assignments a
               WHERE a.organization_id = ${organizationId}::uuid AND a.role = slug LIMIT ${COUNTED})
             LIMIT ${COUNTED}) AS held) AS holders
      FROM unnest(${slugs}::text[]) AS slug`;
  return new Map(rows.map(({ slug, holders }) => [slug, holders]));
}

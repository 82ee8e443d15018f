import { db } from "@/lib/db";
import type { PasswordPolicy } from "@/lib/passwords/policy-text";

/** A preset that organizations ask of somebody's password. */
export interface PasswordDemand {
  policy: PasswordPolicy;
  /** Who asks, for a sentence: "Harbour Club", or "Harbour Club and 2 other organizations". */
  organizations: string;
}

interface DemandRow {
  policy: PasswordPolicy;
  name: string;
  count: number;
}

/** What the living organizations that somebody is an active member of ask of their password, each preset once. */
export async function passwordDemandsOn(userId: string): Promise<PasswordDemand[]> {
  const rows = await db.$queryRaw<DemandRow[]>`
    SELECT o.security_policy->>'password_policy' AS policy, min(o.name) AS name, count(*)::int AS count
      FROM memberships m JOIN organizations o ON o.id = m.organization_id AND o.deleted_at IS NULL
     WHERE m.user_id = ${userId}::uuid AND m.status = 'active' AND (m.ends_at IS NULL OR m.ends_at > now())
       AND o.security_policy->>'password_policy' IN ('standard', 'strict', 'nist')
     GROUP BY 1 ORDER BY 1`;
  return rows.map(({ policy, name, count }) => ({ policy, organizations: named(name, count - 1) }));
}

function named(name: string, others: number): string {
  if (others === 0) return name;
  return `${name} and ${others === 1 ? "another organization" : `${others} other organizations`}`;
}

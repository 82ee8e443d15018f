import { type Grant, grantOf, type OrganizationAccess } from "@/lib/access/organization-access";
import { gapOf } from "@/lib/access/policy";
import type { Proven } from "@/lib/access/policy.schema";
import { db, Prisma, queryPrepared, type Tx } from "@/lib/db";

/** The part of a row that says what somebody holds. */
interface HeldRow {
  membership_id: string | null;
  role: string | null;
  role_name: string | null;
  permissions: string[] | null;
  unit_id: string | null;
  assignments: { role: string; roleName: string | null; permissions: string[] | null; unitId: string }[] | null;
}

interface AccessRow extends HeldRow {
  id: string;
  slug: string;
  name: string;
  deleted_at: Date | null;
  security_policy: unknown;
  password_presets: string[] | null;
  place: string[] | null;
}

/** Whose access is read: a person's, or an operator's who needs no membership. */
export interface Subject {
  userId: string | null;
  isOperator: boolean;
  /** How they signed in; null where nobody's session asks, so that no policy can be unmet. */
  methods: readonly Proven[] | null;
}

/**
 * What somebody may do in an organization as the database has it at this moment, in one prepared statement; null
 * where the organization does not exist. A membership that is suspended or has ended counts as none.
 * @param organization its id, or its slug where only an address is known.
 * @param unitId the unit that is asked about; `place` is null where the organization has no such unit.
 */
export async function readAccess(
  subject: Subject,
  organization: string | { slug: string },
  unitId: string | null,
  client: Tx = db,
): Promise<OrganizationAccess | null> {
  const rows = await client.$queryRaw<AccessRow[]>`
    SELECT o.id, o.slug, o.name, o.deleted_at, o.security_policy, p.password_presets, m.id AS membership_id, m.role, r.name AS role_name, r.permissions, m.unit_id,
           (SELECT json_agg(json_build_object('role', a.role, 'roleName', ar.name, 'permissions', ar.permissions, 'unitId', a.unit_id))
              FROM role_assignments a LEFT JOIN roles ar ON ar.id = a.role_id
             WHERE a.membership_id = m.id) AS assignments,
           (SELECT u.path FROM units u WHERE u.organization_id = o.id AND u.id = ${unitId}::uuid) AS place
      FROM organizations o
      LEFT JOIN memberships m ON m.organization_id = o.id AND m.user_id = ${subject.userId}::uuid
            AND m.status = 'active' AND (m.ends_at IS NULL OR m.ends_at > now())
      LEFT JOIN users p ON p.id = m.user_id
      LEFT JOIN roles r ON r.id = m.role_id
     WHERE ${typeof organization === "string" ? Prisma.sql`o.id = ${organization}::uuid` : Prisma.sql`o.slug = ${organization.slug}`}`;
  const row = rows[0];
  if (!row) return null;
  return {
    organization: { id: row.id, slug: row.slug, name: row.name, deletedAt: row.deleted_at },
    as: subject.isOperator ? "operator" : "member",
    membershipId: row.membership_id,
    grants: grantsOf(row),
    place: unitId !== null && row.place !== null ? { unitId, path: row.place } : null,
    unmet: subject.isOperator ? null : unmetBy(subject.methods, row),
  };
}

/** So many organizations are told of one person at most where there is no paging. */
const MOST_ORGANIZATIONS = 100;

/**
 * What a person may do in each organization that they belong to now, by name; the first 100. One prepared statement.
 * @param methods how they signed in; null where no policy asks.
 */
export async function readMemberships(userId: string, methods: Subject["methods"]): Promise<OrganizationAccess[]> {
  const rows = await queryPrepared<AccessRow>(
    "access.memberships",
    Prisma.sql`
    SELECT o.id, o.slug, o.name, o.deleted_at, o.security_policy, p.password_presets, m.id AS membership_id, m.role, r.name AS role_name, r.permissions, m.unit_id,
           (SELECT json_agg(json_build_object('role', a.role, 'roleName', ar.name, 'permissions', ar.permissions, 'unitId', a.unit_id))
              FROM role_assignments a LEFT JOIN roles ar ON ar.id = a.role_id
             WHERE a.membership_id = m.id) AS assignments
      FROM memberships m
      JOIN organizations o ON o.id = m.organization_id AND o.deleted_at IS NULL
      JOIN users p ON p.id = m.user_id
      LEFT JOIN roles r ON r.id = m.role_id
     WHERE m.user_id = ${userId}::uuid AND m.status = 'active' AND (m.ends_at IS NULL OR m.ends_at > now())
     ORDER BY lower(o.name), o.id
     LIMIT ${MOST_ORGANIZATIONS}`,
  );
  return rows.map((row) => ({
    organization: { id: row.id, slug: row.slug, name: row.name, deletedAt: row.deleted_at },
    as: "member",
    membershipId: row.membership_id,
    grants: grantsOf(row),
    place: null,
    unmet: unmetBy(methods, row),
  }));
}

function unmetBy(methods: Subject["methods"], row: AccessRow): OrganizationAccess["unmet"] {
  if (methods === null || row.membership_id === null) return null;
  return gapOf(row.security_policy, { methods, passwordPresets: row.password_presets ?? [] });
}

function grantsOf(row: HeldRow): Grant[] {
  if (row.membership_id === null || row.role === null) return [];
  const first = grantOf({ role: row.role, roleName: row.role_name, permissions: row.permissions, unitId: row.unit_id });
  return [first, ...(row.assignments ?? []).map(grantOf)];
}

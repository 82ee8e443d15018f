import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { authorize, requireUser } from "@/lib/access/authorize";
import { roleNameOf, unitsHeldIn } from "@/lib/access/organization-access";
import { db, Prisma, pool, type Tx } from "@/lib/db";
import { notFound } from "@/lib/errors";
import type { InvitationView, listInvitationsContract, listMyInvitationsContract } from "@/lib/organizations/invitations.schema";

const SHOWN = {
  id: true,
  email: true,
  role: true,
  unitId: true,
  isOpen: true,
  createdAt: true,
  sentAt: true,
  expiresAt: true,
  acceptedAt: true,
  customRole: { select: { name: true } },
  unit: { select: { name: true } },
  invitedBy: { select: { email: true } },
} as const;

interface ShownInvitation {
  id: string;
  email: string;
  role: string;
  unitId: string | null;
  isOpen: boolean | null;
  createdAt: Date;
  sentAt: Date | null;
  expiresAt: Date;
  acceptedAt: Date | null;
  customRole: { name: string } | null;
  unit: { name: string } | null;
  invitedBy: { email: string } | null;
}

function statusOf({ isOpen, acceptedAt, expiresAt }: ShownInvitation): InvitationView["status"] {
  if (isOpen) return expiresAt.getTime() > Date.now() ? "open" : "expired";
  return acceptedAt ? "accepted" : "revoked";
}

const view = (row: ShownInvitation): InvitationView => ({
  id: row.id,
  email: row.email,
  role: row.role,
  role_name: roleNameOf(row.role, row.customRole?.name ?? null),
  unit_id: row.unitId,
  unit_name: row.unit?.name ?? null,
  status: statusOf(row),
  invited_by: row.invitedBy?.email ?? null,
  created_at: row.createdAt.toISOString(),
  sent_at: row.sentAt?.toISOString() ?? null,
  expires_at: row.expiresAt.toISOString(),
  accepted_at: row.acceptedAt?.toISOString() ?? null,
});

/** In SQL what `statusOf` says. */
const OF_STATUS = {
  open: Prisma.sql`AND i.is_open = true AND i.expires_at > now()`,
  expired: Prisma.sql`AND i.is_open = true AND i.expires_at <= now()`,
  accepted: Prisma.sql`AND i.is_open IS NULL AND i.accepted_at IS NOT NULL`,
  revoked: Prisma.sql`AND i.is_open IS NULL AND i.accepted_at IS NULL`,
} as const;

type ListInput = z.output<typeof listInvitationsContract.input>;

/** What leaves invitations out, or null. A text is found where an address begins, by the index that keeps addresses apart (collation C). */
function narrowed({ organization_id, search, status }: ListInput, units: readonly string[] | null): Prisma.Sql | null {
  const within = Prisma.sql`SELECT u.id FROM units u WHERE u.organization_id = ${organization_id}::uuid AND u.path && ${units ?? []}::uuid[]`;
  const conditions = [
    ...(units ? [Prisma.sql`AND i.unit_id IN (${within})`] : []),
    ...(search ? [Prisma.sql`AND i.email >= ${search} AND i.email < ${`${search}\u{10ffff}`}`] : []),
    ...(status ? [OF_STATUS[status]] : []),
  ];
  return conditions.length > 0 ? Prisma.join(conditions, " ") : null;
}

/** How many of the next invitations, in order, are looked through one by one before an index is asked for those that match. */
const NEXT = 1_000;

/**
 * The ids of a page and of one more, the newest first. As for members: what many have is found by reading on in order, within bounds, and
 * what few have is collected by an index before it is sorted. Without a name: a plan that is kept would be one for an organization of common size.
 */
async function idsOf(input: ListInput, units: readonly string[] | null): Promise<string[]> {
  const all = Prisma.sql`
    SELECT i.id, i.email, i.unit_id, i.is_open, i.expires_at, i.accepted_at FROM invitations i
     WHERE i.organization_id = ${input.organization_id}::uuid ${input.cursor ? Prisma.sql`AND i.id < ${input.cursor}::uuid` : Prisma.empty}`;
  const page = Prisma.sql`ORDER BY i.id DESC LIMIT ${input.limit + 1} OFFSET ${input.skip ?? 0}`;
  const read = async ({ text, values }: Prisma.Sql) => (await pool.query<{ id: string }>({ text, values })).rows.map(({ id }) => id);
  const narrow = narrowed(input, units);
  if (!narrow) return read(Prisma.sql`${all} ${page}`);
  const next = Prisma.sql`SELECT i.id FROM (${all} ORDER BY i.id DESC LIMIT ${NEXT}) AS i WHERE true ${narrow} ${page}`;
  const common = await read(next);
  if (common.length > input.limit) return common;
  return read(Prisma.sql`WITH i AS MATERIALIZED (${all} ${narrow}) SELECT i.id FROM i ${page}`);
}

/**
 * The invitations of an organization, the newest first; of some units only for whoever invites in those only. Keyset
 * paging: each page costs the same. @throws AppError NOT_FOUND, FORBIDDEN.
 */
export async function listInvitations(actor: Actor, input: ListInput): Promise<z.input<typeof listInvitationsContract.output>> {
  const organizationId = input.organization_id;
  const access = await authorize(actor, "members.invite", { organizationId, unitId: "any" });
  const ids = await idsOf(input, unitsHeldIn(access, "members.invite"));
  const page = ids.slice(0, input.limit);
  const rows = await db.invitation.findMany({ where: { id: { in: page } }, orderBy: { id: "desc" }, select: SHOWN });
  return { items: rows.map(view), next_cursor: ids.length > input.limit ? (page.at(-1) ?? null) : null };
}

/** One invitation, for those who have just changed it. */
export async function showInvitation(tx: Tx, organizationId: string, id: string): Promise<InvitationView> {
  const row = await tx.invitation.findUnique({ where: { id, organizationId }, select: SHOWN });
  if (!row) throw notFound("There is no such invitation.");
  return view(row);
}

/** What the actor's own confirmed address is invited to, the newest first; a hundred at most. */
export async function listMyInvitations(actor: Actor): Promise<z.input<typeof listMyInvitationsContract.output>> {
  const { userId } = requireUser(actor);
  const user = await db.user.findUnique({ where: { id: userId }, select: { email: true, emailVerified: true } });
  if (!user?.emailVerified) return { items: [], next_cursor: null };
  const rows = await db.invitation.findMany({
    where: { email: user.email, isOpen: true, expiresAt: { gt: new Date() }, organization: { deletedAt: null } },
    orderBy: { id: "desc" },
    take: 100,
    select: {
      ...SHOWN,
      invitedBy: { select: { email: true, name: true } },
      organization: { select: { name: true, slug: true, logo: true } },
    },
  });
  return {
    items: rows.map((row) => ({
      id: row.id,
      organization: row.organization,
      role_name: roleNameOf(row.role, row.customRole?.name ?? null),
      invited_by: row.invitedBy?.name ?? null,
      expires_at: row.expiresAt.toISOString(),
    })),
    next_cursor: null,
  };
}

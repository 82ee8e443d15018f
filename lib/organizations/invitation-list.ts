import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { authorize, requireUser } from "@/lib/access/authorize";
import { roleNameOf, unitsHeldIn } from "@/lib/access/organization-access";
import { db, type Tx } from "@/lib/db";
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

const OF_STATUS = {
  open: (now: Date) => ({ isOpen: true, expiresAt: { gt: now } }),
  expired: (now: Date) => ({ isOpen: true, expiresAt: { lte: now } }),
  accepted: () => ({ acceptedAt: { not: null } }),
  revoked: () => ({ revokedAt: { not: null } }),
} as const;

/**
 * The invitations of an organization, the newest first; of some units only for whoever invites in those only. Keyset
 * paging. @throws AppError NOT_FOUND, FORBIDDEN.
 */
export async function listInvitations(
  actor: Actor,
  input: z.output<typeof listInvitationsContract.input>,
): Promise<z.input<typeof listInvitationsContract.output>> {
  const organizationId = input.organization_id;
  const access = await authorize(actor, "members.invite", { organizationId, unitId: "any" });
  const units = unitsHeldIn(access, "members.invite");
  const rows = await db.invitation.findMany({
    where: {
      organizationId,
      ...(units ? { unit: { path: { hasSome: [...units] } } } : {}),
      ...(input.search ? { email: { startsWith: input.search } } : {}),
      ...(input.status ? OF_STATUS[input.status](new Date()) : {}),
      ...(input.cursor ? { id: { lt: input.cursor } } : {}),
    },
    orderBy: { id: "desc" },
    take: input.limit + 1,
    skip: input.skip ?? 0,
    select: SHOWN,
  });
  const page = rows.slice(0, input.limit);
  return { items: page.map(view), next_cursor: rows.length > input.limit ? (page.at(-1)?.id ?? null) : null };
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

import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { authorize } from "@/lib/access/authorize";
import { holds, type OrganizationAccess } from "@/lib/access/organization-access";
import { audit } from "@/lib/audit/audit";
import { randomToken } from "@/lib/crypto";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { conflict, notFound } from "@/lib/errors";
import { limit } from "@/lib/limits/limit";
import { hashLinkToken } from "@/lib/one-time-secret";
import { assertMayGrant, findPlace, findRole } from "@/lib/organizations/granting";
import { showInvitation } from "@/lib/organizations/invitation-list";
import type {
  copyLinkContract,
  InvitationView,
  resendInvitationContract,
  revokeInvitationContract,
} from "@/lib/organizations/invitations.schema";
import { invitationEnd } from "@/lib/organizations/mail-invitation";
import { enqueue } from "@/lib/queue/enqueue";

type InvitationInput = z.output<typeof resendInvitationContract.input>;

interface OpenInvitation {
  id: string;
  email: string;
  role: string;
  unitId: string | null;
}

const closed = () => conflict("This invitation was accepted or revoked.");

/** An open or expired invitation that the actor may do something with. @throws AppError NOT_FOUND, FORBIDDEN, CONFLICT. */
async function findOpen(actor: Actor, input: InvitationInput): Promise<{ access: OrganizationAccess; invitation: OpenInvitation }> {
  const organizationId = input.organization_id;
  const access = await authorize(actor, "members.invite", { organizationId, unitId: "any" });
  const invitation = await db.invitation.findUnique({
    where: { id: input.invitation_id, organizationId },
    select: { id: true, email: true, role: true, unitId: true, isOpen: true },
  });
  const place = invitation ? await findPlace(db, organizationId, invitation.unitId) : null;
  if (!invitation || !holds(access, "members.invite", place)) throw notFound("There is no such invitation.");
  if (!invitation.isOpen) throw closed();
  return { access, invitation };
}

/** To send it again is to offer it again: only whoever may give the role does, and from then on it is theirs. */
async function assertMayOffer(access: OrganizationAccess, invitation: OpenInvitation): Promise<void> {
  const organizationId = access.organization.id;
  assertMayGrant(access, await findRole(db, organizationId, invitation.role), await findPlace(db, organizationId, invitation.unitId));
}

const inviter = (actor: Actor) => (actor.kind === "session" ? actor.userId : null);

/** Mails an invitation again, also an expired one, with a new link; the former mail's no longer works. @throws AppError NOT_FOUND, FORBIDDEN, CONFLICT, RATE_LIMITED. */
export async function resendInvitation(actor: Actor, input: InvitationInput): Promise<InvitationView> {
  const { access, invitation } = await findOpen(actor, input);
  await assertMayOffer(access, invitation);
  await limit("invitation.resend", invitation.id);
  await limit("invitation.address", invitation.email);
  return db.$transaction(async (tx) => {
    const { count } = await tx.invitation.updateMany({
      where: { id: invitation.id, isOpen: true },
      data: { expiresAt: invitationEnd(), tokenHash: null, sentAt: null, invitedById: inviter(actor) },
    });
    if (count === 0) throw closed();
    await audit(tx, actor, {
      action: "invitation.resent",
      scope: input.organization_id,
      target: { type: "invitation", id: invitation.id },
    });
    await enqueue(tx, "mail.invitation", { invitationId: invitation.id });
    return showInvitation(tx, input.organization_id, invitation.id);
  });
}

/**
 * Makes another link for the same invitation, to be handed over by other means. It is bound to the address like the
 * mailed one, which goes on working. @throws AppError NOT_FOUND, FORBIDDEN, CONFLICT, RATE_LIMITED.
 */
export async function copyInvitationLink(actor: Actor, input: InvitationInput): Promise<z.input<typeof copyLinkContract.output>> {
  const { access, invitation } = await findOpen(actor, input);
  await assertMayOffer(access, invitation);
  await limit("invitation.resend", invitation.id);
  const token = randomToken();
  const expiresAt = invitationEnd();
  await db.$transaction(async (tx) => {
    const { count } = await tx.invitation.updateMany({
      where: { id: invitation.id, isOpen: true },
      data: { linkHash: hashLinkToken(token), expiresAt, invitedById: inviter(actor) },
    });
    if (count === 0) throw closed();
    await audit(tx, actor, {
      action: "invitation.link_copied",
      scope: input.organization_id,
      target: { type: "invitation", id: invitation.id },
    });
  });
  return { link: new URL(`/invite/${token}?token=${token}`, env.APP_URL).href, expires_at: expiresAt.toISOString() };
}

/** Takes an invitation back: its links are worthless from now on. @throws AppError NOT_FOUND, FORBIDDEN, CONFLICT. */
export async function revokeInvitation(actor: Actor, input: InvitationInput): Promise<z.input<typeof revokeInvitationContract.output>> {
  const { invitation } = await findOpen(actor, input);
  await db.$transaction(async (tx) => {
    const { count } = await tx.invitation.updateMany({
      where: { id: invitation.id, isOpen: true },
      data: { isOpen: null, revokedAt: new Date() },
    });
    if (count === 0) throw closed();
    await audit(tx, actor, {
      action: "invitation.revoked",
      scope: input.organization_id,
      target: { type: "invitation", id: invitation.id },
    });
  });
  return { id: invitation.id, status: "revoked" };
}

import type { z } from "zod";
import type { Actor, UserActor } from "@/lib/access/actor";
import { requireUser } from "@/lib/access/authorize";
import { assertInPerson } from "@/lib/access/in-person";
import { holds, roleNameOf } from "@/lib/access/organization-access";
import { readAccess } from "@/lib/access/read-access";
import { audit } from "@/lib/audit/audit";
import { db, type Tx } from "@/lib/db";
import { AppError, conflict, forbidden, notFound } from "@/lib/errors";
import { limit } from "@/lib/limits/limit";
import { hashLinkToken } from "@/lib/one-time-secret";
import { lockOrganization } from "@/lib/organizations/change-access";
import { assertMayGrant, findPlace, findRole } from "@/lib/organizations/granting";
import type { acceptInvitationContract, declineInvitationContract, findInvitationContract } from "@/lib/organizations/invitations.schema";
import { followSessionLimits } from "@/lib/organizations/session-limits";

type Named = z.output<typeof acceptInvitationContract.input>;

const deadLink = () => new AppError("TOKEN_EXPIRED", "This invitation is no longer good. Ask for a new one.");
const wrongAccount = () => forbidden("This invitation is for another address. Sign in with the address it was sent to.");

const byToken = (token: string) => {
  const hash = hashLinkToken(token);
  return { OR: [{ tokenHash: hash }, { linkHash: hash }] };
};

const isGood = (now: Date) => ({ isOpen: true, expiresAt: { gt: now }, organization: { deletedAt: null } });

/**
 * What an invitation's link offers, for whoever holds it. Looking changes nothing, however often a mail scanner does.
 * @throws AppError TOKEN_EXPIRED for one that was used, replaced, revoked, has run out or never was; RATE_LIMITED.
 */
export async function findInvitation(
  actor: Actor,
  input: z.output<typeof findInvitationContract.input>,
): Promise<z.input<typeof findInvitationContract.output>> {
  await limit("invitation.find.ip", actor.context.ip ?? "unknown");
  const row = await db.invitation.findFirst({
    where: { ...byToken(input.token), ...isGood(new Date()) },
    include: {
      organization: { select: { id: true, name: true, slug: true, logo: true } },
      customRole: { select: { name: true } },
      unit: { select: { name: true } },
      invitedBy: { select: { name: true } },
    },
  });
  if (!row) throw deadLink();
  return {
    organization: { name: row.organization.name, slug: row.organization.slug, logo: row.organization.logo },
    email: row.email,
    role_name: roleNameOf(row.role, row.customRole?.name ?? null),
    unit_name: row.unit?.name ?? null,
    invited_by: row.invitedBy?.name ?? null,
    expires_at: row.expiresAt.toISOString(),
    caller: await standingOf(actor, row),
  };
}

async function standingOf(actor: Actor, invitation: { email: string; organizationId: string }) {
  if (actor.kind !== "session") return "signed_out";
  const user = await db.user.findUnique({ where: { id: actor.userId }, select: { email: true, emailVerified: true } });
  if (user?.email !== invitation.email) return "wrong_account";
  if (!user.emailVerified) return "unverified";
  const own = { organizationId: invitation.organizationId, userId: actor.userId };
  const isMember = await db.membership.findUnique({ where: { organizationId_userId: own }, select: { id: true } });
  return isMember ? "member" : "ready";
}

interface Answered {
  id: string;
  email: string;
  organizationId: string;
  role: string;
  unitId: string | null;
  invitedById: string | null;
}

/** The invitation that somebody names by its link or its id, if their confirmed address is the invited one. */
async function findOwn(user: UserActor, named: Named): Promise<Answered> {
  const row = await db.invitation.findFirst({
    where: { ...("token" in named ? byToken(named.token) : { id: named.invitation_id }), ...isGood(new Date()) },
    select: { id: true, email: true, organizationId: true, role: true, unitId: true, invitedById: true },
  });
  const person = await db.user.findUnique({ where: { id: user.userId }, select: { email: true, emailVerified: true } });
  const isTheirs = row !== null && row.email === person?.email;
  // An id is no proof of anything: somebody else's invitation does not exist. A link is, so it may say more.
  if (!("token" in named) && !isTheirs) throw notFound("There is no such invitation.");
  if (!row) throw deadLink();
  if (!isTheirs) throw wrongAccount();
  if (!person.emailVerified) throw new AppError("EMAIL_NOT_VERIFIED", "Confirm your e-mail address first.");
  return row;
}

/** Takes an invitation, once: true for exactly one of any number of callers, and only for its own address. */
async function take(tx: Tx, invitation: Answered, answer: { acceptedAt: Date } | { revokedAt: Date }): Promise<boolean> {
  const { count } = await tx.invitation.updateMany({
    where: { id: invitation.id, email: invitation.email, ...isGood(new Date()) },
    data: { isOpen: null, ...answer },
  });
  return count === 1;
}

/**
 * Makes the actor a member, once, with the role that was offered. The invitation is bound to its address: only an account
 * that has proven it can accept. Whoever invited must still be allowed to give that role, so that somebody who was
 * removed leaves no way back in.
 * @throws AppError TOKEN_EXPIRED or NOT_FOUND; FORBIDDEN for another account and for somebody who acts as who would become an owner;
 * EMAIL_NOT_VERIFIED; CONFLICT for a member.
 */
export async function acceptInvitation(actor: Actor, named: Named): Promise<z.input<typeof acceptInvitationContract.output>> {
  const user = requireUser(actor);
  await limit("invitation.accept", user.userId);
  const invitation = await findOwn(user, named);
  const { organizationId } = invitation;
  if (invitation.role === "owner") assertInPerson(actor, "organization.owners");
  return db.$transaction(async (tx) => {
    await lockOrganization(tx, organizationId);
    if (!(await take(tx, invitation, { acceptedAt: new Date() }))) throw deadLink();
    // The address may have moved to another account since it was looked at.
    const person = await tx.user.findUnique({ where: { id: user.userId }, select: { email: true, emailVerified: true, isActive: true } });
    if (!person?.isActive || person.email !== invitation.email || !person.emailVerified) throw wrongAccount();
    const role = await findRole(tx, organizationId, invitation.role);
    await assertInviterMayStill(tx, invitation);
    const { count } = await tx.membership.createMany({
      data: [{ organizationId, userId: user.userId, role: role.role, roleId: role.roleId, unitId: invitation.unitId }],
      skipDuplicates: true,
    });
    if (count === 0) throw conflict("You are a member already.");
    await followSessionLimits(tx, organizationId, user.userId);
    await audit(tx, actor, {
      action: "invitation.accepted",
      scope: organizationId,
      target: { type: "invitation", id: invitation.id },
    });
    await audit(tx, actor, {
      action: "member.joined",
      scope: organizationId,
      target: { type: "user", id: user.userId },
      details: { role: role.role, unit_id: invitation.unitId, invited_by: invitation.invitedById },
    });
    const organization = await tx.organization.findUniqueOrThrow({
      where: { id: organizationId },
      select: { id: true, slug: true, name: true },
    });
    return { organization, role: role.role, unit_id: invitation.unitId };
  });
}

/** Null was an operator. The invitations of an account that is gone went with it. */
async function assertInviterMayStill(tx: Tx, { organizationId, invitedById, role, unitId }: Answered): Promise<void> {
  if (invitedById === null) return;
  const inviter = await tx.user.findUnique({ where: { id: invitedById }, select: { role: true, isActive: true } });
  const subject = { userId: invitedById, isOperator: inviter?.role === "admin", methods: null };
  const access = inviter?.isActive ? await readAccess(subject, organizationId, unitId, tx) : null;
  if (!access || !holds(access, "members.invite")) throw deadLink();
  try {
    assertMayGrant(access, await findRole(tx, organizationId, role), await findPlace(tx, organizationId, unitId));
  } catch (error) {
    if (error instanceof AppError) throw deadLink();
    throw error;
  }
}

/** Says no: the invitation is closed, and nobody becomes a member. @throws as `acceptInvitation`. */
export async function declineInvitation(actor: Actor, named: Named): Promise<z.input<typeof declineInvitationContract.output>> {
  const user = requireUser(actor);
  await limit("invitation.accept", user.userId);
  const invitation = await findOwn(user, named);
  await db.$transaction(async (tx) => {
    if (!(await take(tx, invitation, { revokedAt: new Date() }))) throw deadLink();
    await audit(tx, actor, {
      action: "invitation.declined",
      scope: invitation.organizationId,
      target: { type: "invitation", id: invitation.id },
    });
  });
  return { status: "declined" };
}

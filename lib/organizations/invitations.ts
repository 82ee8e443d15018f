import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { authorize } from "@/lib/access/authorize";
import { holds, type OrganizationAccess } from "@/lib/access/organization-access";
import { auditAll } from "@/lib/audit/audit";
import { db, type Tx } from "@/lib/db";
import { conflict, forbidden, rateLimited } from "@/lib/errors";
import { limit } from "@/lib/limits/limit";
import { changeAccess } from "@/lib/organizations/change-access";
import { assertMayGrant, findPlace, findRole, type GivableRole } from "@/lib/organizations/granting";
import { type AddressBudget, spendOnAddresses } from "@/lib/organizations/invitation-budget";
import { closeInvitations } from "@/lib/organizations/invitation-ends";
import { showInvitation } from "@/lib/organizations/invitation-list";
import type { bulkInviteContract, createInvitationContract, InvitationView } from "@/lib/organizations/invitations.schema";
import { type Standing, standingsOf } from "@/lib/organizations/known-addresses";
import { invitationEnd } from "@/lib/organizations/mail-invitation";
import { enqueueAll } from "@/lib/queue/enqueue";

type BulkOutput = z.input<typeof bulkInviteContract.output>;

/** Addresses that an organization may invite in 24 hours: enough to bring a company in, too few to make a mailing of. */
const ADDRESSES_A_DAY = 2_000;

const DAY_SECONDS = 24 * 60 * 60;

/** Why one address is not invited, for those who may know. */
const PASSED_OVER: Partial<Record<string, string>> = {
  already_member: "This person is a member already.",
  already_invited: "This address has an open invitation.",
};

interface Offer {
  email: string;
  role: string;
  unit_id: string | null;
}

/**
 * Invites one address; the job that sends the mail mints its link. One that has expired is replaced.
 * @throws AppError NOT_FOUND, FORBIDDEN (also for a role above the actor's own), VALIDATION_ERROR, RATE_LIMITED; CONFLICT
 * for a member and for an address that has an open invitation.
 */
export async function createInvitation(actor: Actor, input: z.output<typeof createInvitationContract.input>): Promise<InvitationView> {
  const { results, refused } = await inviteAll(actor, input.organization_id, [input]);
  const [result] = results;
  const tooOften = result?.status === "too_often" ? refused.get(result.email) : undefined;
  if (tooOften) throw tooOften;
  if (!result?.invitation_id) {
    throw conflict(PASSED_OVER[result?.status ?? ""] ?? "This address cannot be invited here.", "email");
  }
  return showInvitation(db, input.organization_id, result.invitation_id);
}

/**
 * Invites up to 500 addresses, all or none of those that can be: members, the invited and those that were invited too often lately are
 * passed over and named.
 * @throws AppError NOT_FOUND, FORBIDDEN, VALIDATION_ERROR, RATE_LIMITED.
 */
export async function inviteMany(actor: Actor, input: z.output<typeof bulkInviteContract.input>): Promise<BulkOutput> {
  const { invited, results } = await inviteAll(actor, input.organization_id, input.invitations);
  return { invited, results };
}

type Invited = BulkOutput & Pick<AddressBudget, "refused">;

async function inviteAll(actor: Actor, organizationId: string, offers: readonly Offer[]): Promise<Invited> {
  await authorize(actor, "members.invite", { organizationId, unitId: "any" });
  await limit("invitation.create", organizationId);
  const { refused, refundAllBut } = await spendOnAddresses(offers.map(({ email }) => email));
  const mailed = new Set<string>();
  try {
    const output = await inviteWithin(actor, organizationId, { offers, refused });
    for (const { email, status } of output.results) if (status === "invited") mailed.add(email);
    return { ...output, refused };
  } finally {
    await refundAllBut(mailed);
  }
}

async function inviteWithin(
  actor: Actor,
  organizationId: string,
  { offers, refused }: { offers: readonly Offer[]; refused: AddressBudget["refused"] },
): Promise<BulkOutput> {
  const scope = { organizationId, unitId: "any" } as const;
  // Under the lock, so that what is offered is still there when it is written, and so that the day's sum is one.
  return changeAccess(actor, "members.invite", scope, async (tx, access) => {
    const roles = await givableRoles(tx, access, offers);
    await assertWithinDay(tx, organizationId, offers.length);
    const emails = offers.map(({ email }) => email);
    await closeInvitations(tx, actor, { organizationId, email: { in: emails }, expiresAt: { lte: new Date() } }, "expired");
    const standings = await standingsOf(tx, access, emails);
    const seen = new Set<string>();
    const judged = offers.map((offer) => {
      const status = statusOf(offer.email, { seen, standings, refused });
      seen.add(offer.email);
      return { ...offer, status };
    });
    const ids = await inviteThese(tx, actor, organizationId, { offers: judged.filter(({ status }) => status === "invited"), roles });
    const results = judged.map(({ email, status }) => ({
      email,
      status,
      invitation_id: status === "invited" ? (ids.get(email) ?? null) : null,
    }));
    return { invited: ids.size, results };
  });
}

/**
 * Every role that is offered, each looked up once, after the actor was found to hold enough to give it at each place.
 * @throws AppError FORBIDDEN, NOT_FOUND for a unit, VALIDATION_ERROR beside `role`.
 */
async function givableRoles(tx: Tx, access: OrganizationAccess, offers: readonly Offer[]): Promise<Map<string, GivableRole>> {
  const organizationId = access.organization.id;
  const roles = new Map<string, GivableRole>();
  for (const slug of new Set(offers.map(({ role }) => role))) roles.set(slug, await findRole(tx, organizationId, slug));
  const pairs = new Map(offers.map(({ role, unit_id }) => [`${role} ${unit_id}`, { role, unit_id }]));
  for (const { role: slug, unit_id } of pairs.values()) {
    const role = roles.get(slug);
    const place = await findPlace(tx, organizationId, unit_id);
    if (!holds(access, "members.invite", place)) throw forbidden();
    if (role) assertMayGrant(access, role, place);
  }
  return roles;
}

async function assertWithinDay(tx: Tx, organizationId: string, more: number): Promise<void> {
  const since = new Date(Date.now() - DAY_SECONDS * 1000);
  const made = await tx.invitation.count({ where: { organizationId, createdAt: { gt: since } } });
  if (made + more > ADDRESSES_A_DAY) throw rateLimited(DAY_SECONDS / 24);
}

type Status = BulkOutput["results"][number]["status"];

function statusOf(
  email: string,
  known: { seen: Set<string>; standings: Map<string, Standing>; refused: AddressBudget["refused"] },
): Status {
  if (known.seen.has(email)) return "repeated";
  const standing = known.standings.get(email);
  if (standing) return standing === "hidden" ? "not_invited" : standing;
  return known.refused.has(email) ? "too_often" : "invited";
}

/** Writes the invitations with their audit rows and mails, each kind in one statement. @returns their ids by address. */
async function inviteThese(
  tx: Tx,
  actor: Actor,
  organizationId: string,
  { offers, roles }: { offers: readonly Offer[]; roles: Map<string, GivableRole> },
): Promise<Map<string, string>> {
  if (offers.length === 0) return new Map();
  const invitedById = actor.kind === "session" ? actor.userId : null;
  const expiresAt = invitationEnd();
  const made = await tx.invitation.createManyAndReturn({
    data: offers.map(({ email, role, unit_id }) => ({
      organizationId,
      email,
      role,
      roleId: roles.get(role)?.roleId ?? null,
      unitId: unit_id,
      invitedById,
      expiresAt,
    })),
    select: { id: true, email: true, role: true, unitId: true },
  });
  await auditAll(
    tx,
    actor,
    made.map(({ id, role, unitId }) => ({
      action: "invitation.created",
      scope: organizationId,
      target: { type: "invitation", id },
      details: { role, unit_id: unitId },
    })),
  );
  await enqueueAll(
    tx,
    "mail.invitation",
    made.map(({ id }) => ({ invitationId: id })),
  );
  return new Map(made.map(({ id, email }) => [email, id]));
}

import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { authorize, requireUser } from "@/lib/access/authorize";
import { audit } from "@/lib/audit/audit";
import { db, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { limit } from "@/lib/limits/limit";
import type { removeLogoContract, setLogoContract } from "@/lib/organizations/logo.schema";
import { encodePicture } from "@/lib/picture";

const recordChange = (tx: Tx, actor: Actor, organizationId: string) =>
  audit(tx, actor, {
    action: "organization.updated",
    scope: organizationId,
    target: { type: "organization", id: organizationId },
    details: { fields: ["logo"] },
  });

/** Replaces an organization's logo; all of it is kept, on a white square. @throws AppError NOT_FOUND, FORBIDDEN, VALIDATION_ERROR, RATE_LIMITED. */
export async function setLogo(
  actor: Actor,
  input: z.output<typeof setLogoContract.input>,
): Promise<z.input<typeof setLogoContract.output>> {
  const organizationId = input.organization_id;
  await authorize(actor, "organization.update", { organizationId });
  await limit("organization.logo", organizationId);
  const content = await encodePicture(input.logo, { field: "logo", fit: "contain" });
  const logo = `/api/v1/organizations/${organizationId}/logo?v=${content.digest.slice(0, 16)}`;
  await db.$transaction(async (tx) => {
    await tx.organization.update({ where: { id: organizationId, deletedAt: null }, data: { logo }, select: { id: true } });
    await tx.organizationLogo.upsert({ where: { organizationId }, create: { organizationId, ...content }, update: content });
    await recordChange(tx, actor, organizationId);
  });
  return { logo };
}

/** Goes back to the initials. @throws AppError NOT_FOUND, FORBIDDEN. */
export async function removeLogo(
  actor: Actor,
  input: z.output<typeof removeLogoContract.input>,
): Promise<z.input<typeof removeLogoContract.output>> {
  const organizationId = input.organization_id;
  await authorize(actor, "organization.update", { organizationId });
  await db.$transaction(async (tx) => {
    await tx.organization.update({ where: { id: organizationId, deletedAt: null }, data: { logo: null }, select: { id: true } });
    await tx.organizationLogo.deleteMany({ where: { organizationId } });
    await recordChange(tx, actor, organizationId);
  });
  return { logo: null };
}

/** A stored logo, or null. For those who belong to the organization or are invited to it. @throws AppError UNAUTHENTICATED, NOT_FOUND. */
export async function readLogo(actor: Actor, organizationId: string): Promise<{ bytes: Uint8Array; digest: string } | null> {
  try {
    await authorize(actor, "organization.read", { organizationId });
  } catch (error) {
    const isHidden = error instanceof AppError && error.type === "NOT_FOUND";
    if (!isHidden || !(await isInvited(actor, organizationId))) throw error;
  }
  return db.organizationLogo.findUnique({ where: { organizationId }, select: { bytes: true, digest: true } });
}

async function isInvited(actor: Actor, organizationId: string): Promise<boolean> {
  const { userId } = requireUser(actor);
  const user = await db.user.findUnique({ where: { id: userId }, select: { email: true, emailVerified: true } });
  if (!user?.emailVerified) return false;
  const invitation = await db.invitation.findFirst({
    where: { organizationId, email: user.email, isOpen: true, expiresAt: { gt: new Date() }, organization: { deletedAt: null } },
    select: { id: true },
  });
  return invitation !== null;
}

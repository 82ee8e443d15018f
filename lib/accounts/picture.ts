import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { requireUser } from "@/lib/access/authorize";
import type { removePictureContract, setPictureContract } from "@/lib/accounts/profile.schema";
import { audit } from "@/lib/audit/audit";
import { db } from "@/lib/db";
import { limit } from "@/lib/limits/limit";
import { encodePicture } from "@/lib/picture";
import { forgetCachedSessions } from "@/lib/sessions/session-cache";

/**
 * Replaces the actor's picture, made anew of what was sent.
 * @throws AppError VALIDATION_ERROR when the bytes are not a picture; RATE_LIMITED.
 */
export async function setPicture(
  actor: Actor,
  input: z.output<typeof setPictureContract.input>,
): Promise<z.input<typeof setPictureContract.output>> {
  const { userId } = requireUser(actor);
  await limit("profile.update", userId);
  const content = await encodePicture(input.picture, { field: "picture", fit: "cover" });
  const image = `/api/v1/users/${userId}/picture?v=${content.digest.slice(0, 16)}`;
  await db.$transaction(async (tx) => {
    await tx.picture.upsert({ where: { userId }, create: { userId, ...content }, update: content });
    await tx.user.update({ where: { id: userId }, data: { image } });
    await audit(tx, actor, { action: "picture.changed", target: { type: "user", id: userId } });
  });
  forgetCachedSessions(userId);
  return { picture: image };
}

/** Goes back to the initials. */
export async function removePicture(actor: Actor): Promise<z.input<typeof removePictureContract.output>> {
  const { userId } = requireUser(actor);
  await db.$transaction(async (tx) => {
    await tx.picture.deleteMany({ where: { userId } });
    await tx.user.update({ where: { id: userId }, data: { image: null } });
    await audit(tx, actor, { action: "picture.removed", target: { type: "user", id: userId } });
  });
  forgetCachedSessions(userId);
  return { picture: null };
}

/** A stored picture, or null. Only the signed-in may look: pictures are personal data. */
export async function readPicture(actor: Actor, userId: string): Promise<{ bytes: Uint8Array; digest: string } | null> {
  requireUser(actor);
  return db.picture.findUnique({ where: { userId }, select: { bytes: true, digest: true } });
}

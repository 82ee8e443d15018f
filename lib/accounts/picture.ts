import sharp from "sharp";
import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { requireUser } from "@/lib/access/authorize";
import type { removePictureContract, setPictureContract } from "@/lib/accounts/profile.schema";
import { audit } from "@/lib/audit/audit";
import { sha256 } from "@/lib/crypto";
import { db } from "@/lib/db";
import { invalidInput } from "@/lib/errors";
import { limit } from "@/lib/limits/limit";
import { forgetCachedSessions } from "@/lib/sessions/session-cache";

/** Width and height of a stored picture, in pixels. */
const SIZE = 256;

/** Larger than any camera's; a small file that unpacks to more is an attack on memory. */
const MOST_PIXELS = 50_000_000;

/**
 * Replaces the actor's picture. It is decoded and encoded anew as a 256-pixel WebP, which drops its metadata
 * (places, cameras) and anything hidden in the file (OWASP ASVS 5.0 §5.2).
 * @throws AppError VALIDATION_ERROR when the bytes are not a picture.
 */
export async function setPicture(
  actor: Actor,
  input: z.output<typeof setPictureContract.input>,
): Promise<z.input<typeof setPictureContract.output>> {
  const { userId } = requireUser(actor);
  await limit("profile.update", userId);
  const source = Buffer.from(input.picture.replace(/^data:[^,]*,/, ""), "base64");
  const bytes = await reencode(source);
  const digest = sha256(bytes);
  const image = `/api/v1/users/${userId}/picture?v=${digest.slice(0, 16)}`;
  await db.$transaction(async (tx) => {
    const content = { digest, bytes: new Uint8Array(bytes) };
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

async function reencode(source: Buffer): Promise<Buffer> {
  try {
    return await sharp(source, { limitInputPixels: MOST_PIXELS, failOn: "error", animated: false })
      .rotate()
      .resize(SIZE, SIZE, { fit: "cover" })
      .webp({ quality: 82 })
      .toBuffer();
  } catch {
    throw invalidInput({ picture: ["This file is not a picture we can read. Choose a PNG, JPEG or WebP."] });
  }
}

import { decodeJwt, errors } from "jose";
import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { authorizeAct } from "@/lib/access/authorize";
import { audit } from "@/lib/audit/audit";
import { sha256 } from "@/lib/crypto";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { invalidInput } from "@/lib/errors";
import { forgetCachedSessions } from "@/lib/sessions/session-cache";
import type { revokeTokenContract } from "@/lib/tokens/tokens.schema";

/**
 * Ends any token at once, for an operator: an access token by itself, a refresh token with its whole session.
 * An access token may be given whole or by its `jti`.
 * @throws AppError VALIDATION_ERROR for what is no token of ours.
 */
export async function revokeToken(
  actor: Actor,
  input: z.output<typeof revokeTokenContract.input>,
): Promise<z.input<typeof revokeTokenContract.output>> {
  await authorizeAct(actor, "platform.users.manage");
  const refresh = await db.refreshToken.findUnique({
    where: { tokenHash: sha256(input.token) },
    select: { sessionId: true, session: { select: { userId: true } } },
  });
  if (refresh) {
    await db.$transaction(async (tx) => {
      await tx.session.deleteMany({ where: { id: refresh.sessionId } });
      await audit(tx, actor, { action: "token.revoked", target: { type: "session", id: refresh.sessionId }, details: { kind: "refresh" } });
    });
    forgetCachedSessions(refresh.session.userId);
    return { kind: "refresh" };
  }
  const jti = jtiOf(input.token);
  if (!jti) throw invalidInput({ token: ["This is neither an access token, a jti nor a refresh token of ours."] });
  // However long it still lives, it is longer than any token signed by now.
  const expiresAt = new Date(Date.now() + (env.ACCESS_TOKEN_EXPIRE_MINUTES + 1) * 60_000);
  await db.$transaction(async (tx) => {
    await tx.revokedToken.upsert({ where: { jti }, create: { jti, expiresAt }, update: {} });
    await audit(tx, actor, { action: "token.revoked", target: { type: "access_token", id: jti }, details: { kind: "access" } });
  });
  return { kind: "access" };
}

/** Every `jti` of ours is a UUID. Nothing is verified here, so that a token may hold anything under that name. */
const asJti = (value: unknown): string | null =>
  typeof value === "string" && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value) ? value.toLowerCase() : null;

function jtiOf(token: string): string | null {
  const bare = asJti(token);
  if (bare) return bare;
  try {
    return asJti(decodeJwt(token).jti);
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError) return null;
    throw error;
  }
}

/** Deletes notes about tokens that have expired by themselves, and says how many. For the clean-up. */
export async function deleteExpiredRevocations(): Promise<number> {
  const { count } = await db.revokedToken.deleteMany({ where: { expiresAt: { lt: new Date() } } });
  return count;
}

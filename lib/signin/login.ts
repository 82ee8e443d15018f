import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { db } from "@/lib/db";
import { limit } from "@/lib/limits/limit";
import type { loginContract, loginFormContract, refreshContract, tokenPair } from "@/lib/signin/login.schema";
import { openProgramSession } from "@/lib/signin/open-session";
import { type ProvenAccount, provePassword } from "@/lib/signin/prove-password";
import { issueAccessToken } from "@/lib/tokens/access-token";
import { rotateRefreshToken } from "@/lib/tokens/refresh-token";

type TokenPair = z.input<typeof tokenPair>;

/**
 * Signs a program's user in and gives it an access and a refresh token. Both stand for a session, which its
 * owner sees and can end like any other.
 * @throws what `provePassword` throws.
 */
export async function logIn(actor: Actor, input: z.output<typeof loginContract.input>): Promise<z.input<typeof loginContract.output>> {
  const account = await provePassword(actor, input.email ?? input.username ?? "", input.password);
  const pair = await tokensFor(actor, account, input.remember_me ? "remembered_program" : "program");
  return {
    status: "complete",
    ...pair,
    user: {
      id: account.id,
      email: account.email,
      email_verified: account.emailVerified !== null,
      username: account.username,
      full_name: account.name,
      role: account.role,
    },
  };
}

/** The same behind the OAuth 2.0 password form. */
export async function logInWithForm(actor: Actor, input: z.output<typeof loginFormContract.input>): Promise<TokenPair> {
  const account = await provePassword(actor, input.username, input.password);
  return tokensFor(actor, account, "program");
}

/**
 * Gives the next pair for a refresh token, which is used up by it.
 * @throws AppError TOKEN_REVOKED.
 */
export async function refresh(actor: Actor, input: z.output<typeof refreshContract.input>): Promise<TokenPair> {
  await limit("refresh.ip", actor.context.ip ?? "unknown");
  const { sessionId, userId, refreshToken } = await rotateRefreshToken(actor, input.refresh_token);
  const session = await db.session.findUnique({ where: { id: sessionId }, select: { authTime: true, amr: true } });
  const access = await issueAccessToken({ userId, sessionId, authTime: session?.authTime ?? new Date(0), amr: session?.amr ?? [] });
  return { access_token: access.token, refresh_token: refreshToken, token_type: "Bearer", expires_in: access.expiresIn };
}

async function tokensFor(actor: Actor, account: ProvenAccount, kind: "program" | "remembered_program"): Promise<TokenPair> {
  const { session, refreshToken } = await openProgramSession(actor, account, kind);
  await account.giveBack();
  const access = await issueAccessToken({ userId: account.id, sessionId: session.id, authTime: session.authTime, amr: ["pwd"] });
  return { access_token: access.token, refresh_token: refreshToken, token_type: "Bearer", expires_in: access.expiresIn };
}

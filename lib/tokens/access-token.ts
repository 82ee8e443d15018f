import { randomUUID } from "node:crypto";
import { errors, jwtVerify, SignJWT } from "jose";
import { z } from "zod";
import { acrOf } from "@/lib/access/acr";
import type { Standing } from "@/lib/access/standing";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { processSingleton } from "@/lib/process-singleton";
import { SIGNING_ALGORITHM, signingKey, verificationKey } from "@/lib/tokens/signing-keys";

/** The `typ` of RFC 9068 §2.1: no other kind of our tokens carries it, so none passes for an access token. */
const TYPE = "at+jwt";

/** Our own programs' client id, required by RFC 9068 §2.2; registered apps bring their own. */
const FIRST_PARTY = "portico";

/** Seconds by which another machine's clock may differ. */
const CLOCK_TOLERANCE = 5;

const claimsSchema = z.object({
  sub: z.uuid(),
  sid: z.uuid(),
  jti: z.uuid(),
  exp: z.number(),
  type: z.literal("access"),
});

/** What a valid access token says. Whether its session still lives is the session store's to say. */
export interface AccessClaims {
  userId: string;
  sessionId: string;
  jti: string;
  expiresAt: Date;
}

export interface AccessTokenInput {
  userId: string;
  sessionId: string;
  authTime: Date;
  amr: string[];
  /** The organization that the session is for. What the token says of it informs; it opens nothing. */
  organization: Standing | null;
}

/** Signs an access token of ACCESS_TOKEN_EXPIRE_MINUTES; `expiresIn` is in seconds. */
export async function issueAccessToken(input: AccessTokenInput): Promise<{ token: string; jti: string; expiresIn: number }> {
  const { kid, privateKey } = await signingKey();
  const expiresIn = env.ACCESS_TOKEN_EXPIRE_MINUTES * 60;
  const jti = randomUUID();
  const now = Math.floor(Date.now() / 1000);
  const token = await new SignJWT({
    type: "access",
    sid: input.sessionId,
    client_id: FIRST_PARTY,
    auth_time: Math.floor(input.authTime.getTime() / 1000),
    amr: input.amr,
    acr: acrOf(input.amr),
    ...(input.organization
      ? { org_id: input.organization.id, roles: input.organization.roles, permissions: input.organization.permissions }
      : {}),
  })
    .setProtectedHeader({ alg: SIGNING_ALGORITHM, typ: TYPE, kid })
    .setIssuer(env.APP_URL)
    .setAudience(env.APP_URL)
    .setSubject(input.userId)
    .setJti(jti)
    .setIssuedAt(now)
    .setExpirationTime(now + expiresIn)
    .sign(privateKey);
  return { token, jti, expiresIn };
}

const refused = () => new AppError("UNAUTHENTICATED", "This access token is not valid.");

/**
 * How long a token that was checked need not be checked again, in milliseconds: who calls often pays for one signature in
 * that time. Whether its session lives is asked anew all the same, and its end is.
 */
const CHECKED_MS = 5_000;
const MOST_CHECKED = 10_000;

const checked = processSingleton("checked-access-tokens", () => new Map<string, { claims: AccessClaims; at: number }>());

/**
 * Checks an access token: our algorithm and no other, a key of ours by its `kid` alone (headers that bring or
 * point to a key are ignored: RFC 8725 §3.1, §3.10), type, issuer, audience, time.
 * @throws AppError TOKEN_EXPIRED or UNAUTHENTICATED.
 */
export async function verifyAccessToken(token: string): Promise<AccessClaims> {
  if (token.length > 4096) throw refused();
  const known = checked.get(token);
  const now = performance.now();
  if (known && now - known.at < CHECKED_MS && Date.now() < known.claims.expiresAt.getTime() + CLOCK_TOLERANCE * 1000) return known.claims;
  checked.delete(token);
  const claims = await checkAccessToken(token);
  if (checked.size >= MOST_CHECKED) checked.clear();
  checked.set(token, { claims, at: now });
  return claims;
}

async function checkAccessToken(token: string): Promise<AccessClaims> {
  try {
    const { payload } = await jwtVerify(
      token,
      async ({ kid }) => {
        const key = typeof kid === "string" ? await verificationKey(kid) : null;
        if (!key) throw refused();
        return key;
      },
      {
        algorithms: [SIGNING_ALGORITHM],
        typ: TYPE,
        issuer: env.APP_URL,
        audience: env.APP_URL,
        clockTolerance: CLOCK_TOLERANCE,
        requiredClaims: ["exp", "iat", "sub", "jti", "sid"],
      },
    );
    const claims = claimsSchema.parse(payload);
    return { userId: claims.sub, sessionId: claims.sid, jti: claims.jti, expiresAt: new Date(claims.exp * 1000) };
  } catch (error) {
    if (error instanceof errors.JWTExpired) throw new AppError("TOKEN_EXPIRED", "This access token has expired. Refresh it.");
    if (error instanceof errors.JOSEError || error instanceof z.ZodError) throw refused();
    throw error;
  }
}

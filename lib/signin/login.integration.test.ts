import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { AnonymousActor } from "@/lib/access/actor";
import { db } from "@/lib/db";
import { identifyCaller } from "@/lib/entry/actor";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { hashPassword } from "@/lib/passwords/hash";
import { signOut } from "@/lib/sessions/manage";
import { logIn, refresh } from "@/lib/signin/login";
import { verifyAccessToken } from "@/lib/tokens/access-token";
import { revokeToken } from "@/lib/tokens/revocation";
import { rotateKeys } from "@/lib/tokens/rotate-keys";

const context = { requestId: "00000000-0000-4000-8000-000000000000", ip: "192.0.2.1", userAgent: null };
const anonymous: AnonymousActor = { kind: "anonymous", context };
const operator = { kind: "system", name: "cli", context } as const;
const email = "ana@example.com";
const password = "lamp and river";

const bearer = (token: string) => identifyCaller(new Headers({ authorization: `Bearer ${token}` }));
const outcomeOf = async (work: Promise<unknown>) => {
  try {
    await work;
    return "accepted";
  } catch (error) {
    return error instanceof AppError ? error.type : error;
  }
};
const wanted = { password, remember_me: false, exchange: false };
const signedIn = async (by: { email: string } | { username: string } = { email }) => {
  const answer = await logIn(anonymous, { ...by, ...wanted });
  if (answer.status !== "complete") throw new Error(`The sign-in ended in ${answer.status}.`);
  return answer;
};

beforeAll(async () => {
  await db.user.create({ data: { email, username: "ana", emailVerified: new Date(), passwordHash: await hashPassword(password) } });
});

describe("a program that signs in", () => {
  it("gets tokens for its person, by address or by username", async () => {
    const pair = await signedIn();
    expect((await bearer(pair.access_token)).actor).toMatchObject({ kind: "session", email, proof: { by: "access_token" } });
    expect(pair.expires_in).toBe(env.ACCESS_TOKEN_EXPIRE_MINUTES * 60);
    expect((await signedIn({ username: "ana" })).status).toBe("complete");
  });

  it("is refused with a wrong password like an unknown account", async () => {
    expect(await outcomeOf(logIn(anonymous, { email, ...wanted, password: "wrong" }))).toBe("INVALID_CREDENTIALS");
    expect(await outcomeOf(logIn(anonymous, { email: "no@example.com", ...wanted }))).toBe("INVALID_CREDENTIALS");
  });

  it("has no token in the database that could be used", async () => {
    const pair = await signedIn();
    const rows = await db.$queryRaw<
      { text: string }[]
    >`SELECT r::text AS text FROM refresh_tokens r UNION ALL SELECT s::text FROM sessions s`;
    for (const { text } of rows) expect(text).not.toContain(pair.refresh_token);
  });
});

describe("a refresh token", () => {
  it("gives the next pair and is then used up: shown again after the grace, it ends the session", async () => {
    const first = await signedIn();
    const second = await refresh(anonymous, first);
    const third = await refresh(anonymous, second);
    expect((await bearer(third.access_token)).actor.kind).toBe("session");
    await db.$executeRaw`UPDATE refresh_tokens SET used_at = used_at - interval '1 minute' WHERE used_at IS NOT NULL`;
    expect(await outcomeOf(refresh(anonymous, first))).toBe("TOKEN_REVOKED");
    expect(await outcomeOf(refresh(anonymous, third))).toBe("TOKEN_REVOKED");
    expect(await outcomeOf(bearer(third.access_token))).toBe("TOKEN_REVOKED");
    expect(await db.auditEvent.count({ where: { action: "token.reuse_detected" } })).toBe(1);
  });

  it("used fifty times at once by one client gives one successor, and the chain lives on", async () => {
    const first = await signedIn();
    const answers = await Promise.all(Array.from({ length: 50 }, () => refresh(anonymous, first)));
    expect(new Set(answers.map((answer) => answer.refresh_token)).size).toBe(1);
    const next = await refresh(anonymous, answers[0] ?? first);
    // A retry of the first one that arrives late finds where the chain has got to.
    expect((await refresh(anonymous, first)).refresh_token).toBe(next.refresh_token);
  });

  it("of an ended session, and one that never was, are refused alike", async () => {
    const pair = await signedIn();
    const { actor } = await bearer(pair.access_token);
    await signOut(actor);
    expect(await outcomeOf(refresh(anonymous, pair))).toBe("TOKEN_REVOKED");
    expect(await outcomeOf(refresh(anonymous, { refresh_token: "x".repeat(43) }))).toBe("TOKEN_REVOKED");
  });
});

describe("an access token", () => {
  it("dies with its session", async () => {
    const pair = await signedIn();
    await signOut((await bearer(pair.access_token)).actor);
    expect(await outcomeOf(bearer(pair.access_token))).toBe("TOKEN_REVOKED");
  });

  it("can be ended alone by an operator, and its session goes on", async () => {
    const pair = await signedIn();
    expect(await revokeToken(operator, { token: pair.access_token })).toEqual({ kind: "access" });
    expect(await outcomeOf(bearer(pair.access_token))).toBe("TOKEN_REVOKED");
    expect((await bearer((await refresh(anonymous, pair)).access_token)).actor.kind).toBe("session");
  });

  it.each([5, "x\u0000y", null, { a: 1 }, ["0190a0a0-0000-7000-8000-000000000000"], ""])(
    "whose jti is %j is none that an operator can end",
    async (jti) => {
      const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
      const token = `${encode({ alg: "none" })}.${encode({ jti })}.`;
      expect(await outcomeOf(revokeToken(operator, { token }))).toBe("VALIDATION_ERROR");
    },
  );

  it("survives a rotation of the keys, and new ones are signed with the new key", async () => {
    const before = await signedIn();
    const { kid } = await rotateKeys(operator);
    const after = await signedIn();
    expect(JSON.parse(Buffer.from(after.access_token.split(".")[0] ?? "", "base64url").toString()).kid).toBe(kid);
    expect((await bearer(before.access_token)).actor.kind).toBe("session");
    expect((await bearer(after.access_token)).actor.kind).toBe("session");
  });

  it("is refused from its end on, also when it was good a moment before", async () => {
    const { access_token, expires_in } = await signedIn();
    const begun = Date.now();
    vi.useFakeTimers({ toFake: ["Date"], now: begun });
    try {
      const verdict = async (seconds: number) => {
        vi.setSystemTime(begun + seconds * 1000);
        return outcomeOf(verifyAccessToken(access_token));
      };
      // Five seconds are for other machines' clocks.
      expect(await verdict(expires_in + 2)).toBe("accepted");
      expect(await verdict(expires_in + 6)).toBe("TOKEN_EXPIRED");
    } finally {
      vi.useRealTimers();
    }
  });

  it("is refused in every forged form", async () => {
    const { access_token } = await signedIn();
    const [header = "", payload = "", signature = ""] = access_token.split(".");
    const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
    const head = JSON.parse(Buffer.from(header, "base64url").toString());
    const claims = JSON.parse(Buffer.from(payload, "base64url").toString());
    const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
    const own = await exportJWK(publicKey);
    const signWith = (extra: object, changes: object = {}) =>
      new SignJWT({ ...claims, ...changes }).setProtectedHeader({ ...head, ...extra }).sign(privateKey);
    const [row] = await db.signingKey.findMany({ take: 1 });
    const hmac = new TextEncoder().encode(JSON.stringify(row?.publicJwk));
    const forged = {
      "no signature": `${header}.${payload}.`,
      "alg none": `${encode({ ...head, alg: "none" })}.${payload}.`,
      "HS256 with the public key": await new SignJWT(claims).setProtectedHeader({ ...head, alg: "HS256" }).sign(hmac),
      "a changed claim": `${header}.${encode({ ...claims, sub: "0190a0a0-0000-7000-8000-000000000000" })}.${signature}`,
      "another key under our kid": await signWith({}),
      "its own jwk": await signWith({ jwk: own }),
      "its own jku": await signWith({ jku: "http://127.0.0.1:9/jwks.json" }),
      "an x5u": await signWith({ x5u: "http://127.0.0.1:9/cert" }),
      "an unknown kid": await signWith({ kid: "../../dev/null" }),
    };
    for (const [name, token] of Object.entries(forged)) expect(await outcomeOf(bearer(token)), name).toBe("UNAUTHENTICATED");
  });

  it("is refused with another type, issuer, audience or time, though we signed it", async () => {
    const { access_token } = await signedIn();
    const { signingKey } = await import("@/lib/tokens/signing-keys");
    const { kid, privateKey } = await signingKey();
    const claims = JSON.parse(Buffer.from(access_token.split(".")[1] ?? "", "base64url").toString());
    const sign = (changes: object, header: object = {}) =>
      new SignJWT({ ...claims, ...changes }).setProtectedHeader({ alg: "ES256", typ: "at+jwt", kid, ...header }).sign(privateKey);
    const now = Math.floor(Date.now() / 1000);
    expect(await outcomeOf(bearer(await sign({})))).toBe("accepted");
    expect(await outcomeOf(bearer(await sign({ exp: now - 60 })))).toBe("TOKEN_EXPIRED");
    for (const changes of [{ nbf: now + 600 }, { iss: "https://evil.example" }, { aud: "another" }, { type: "id" }, { sid: undefined }]) {
      expect(await outcomeOf(bearer(await sign(changes))), JSON.stringify(changes)).toBe("UNAUTHENTICATED");
    }
    expect(await outcomeOf(bearer(await sign({}, { typ: "JWT" })))).toBe("UNAUTHENTICATED");
    expect(await outcomeOf(bearer((await signedIn()).refresh_token))).toBe("UNAUTHENTICATED");
  });
});

import { createServer } from "node:http";
import { SignJWT, UnsecuredJWT } from "jose";
import { describe, expect, test } from "vitest";
import { db } from "@/lib/db";
import { publicKeySet, signingKey } from "@/lib/tokens/signing-keys";
import { freePort } from "../../scripts/launch/free-port.mjs";
import { tokenIn } from "./inbox";
import { addPerson, openSession, PASSWORD, type Person } from "./people";
import { type Portal, startPortal } from "./portal";
import { audited } from "./rows";
import { callAction } from "./server-actions";

const [portal, there] = await Promise.all([startPortal(), startPortal()]);
// Two instances of one published address: what one signs the other must take.
const sibling = await startPortal({ env: { APP_URL: portal.url } });

interface Pair {
  access: string;
  refresh: string;
}

const pairIn = (data: Record<string, unknown> | undefined): Pair => ({
  access: String(data?.access_token),
  refresh: String(data?.refresh_token),
});

async function logIn(person: Person, password = PASSWORD): Promise<Pair> {
  const answer = await portal.request("/api/v1/auth/login", { json: { email: person.email, password } });
  if (answer.status !== 200) throw new Error(answer.text);
  return pairIn(answer.body.data);
}

const withToken = (token: string, at: Portal = portal, path = "/api/v1/auth/me", sent = {}) =>
  at.request(path, { ...sent, headers: { authorization: `Bearer ${token}` } });
const refresh = (token: unknown, at: Portal = portal) => at.request("/api/v1/auth/refresh", { json: { refresh_token: token } });

/** Asks another instance until it refuses, and returns after how many milliseconds. */
async function diesWithin(token: string): Promise<number> {
  const startedAt = performance.now();
  while ((await withToken(token, sibling)).status === 200) if (performance.now() - startedAt > 5000) break;
  return performance.now() - startedAt;
}

async function isDead(pair: Pair) {
  expect((await withToken(pair.access)).status).toBe(401);
  expect(await diesWithin(pair.access)).toBeLessThan(1000);
  expect((await refresh(pair.refresh)).body.error?.type).toBe("TOKEN_REVOKED");
  expect((await refresh(pair.refresh, sibling)).status).toBe(401);
}

describe("both tokens are dead, on every instance within a second,", () => {
  test("after signing out with the access token", async () => {
    const pair = await logIn(await addPerson());
    expect((await withToken(pair.access, sibling)).status).toBe(200);
    expect((await withToken(pair.access, portal, "/api/v1/auth/logout", { method: "POST" })).status).toBe(200);
    await isDead(pair);
  });

  test("after the password changed elsewhere", async () => {
    const person = await addPerson();
    const pair = await logIn(person);
    const client = await openSession(portal, person);
    await client.request("/api/v1/auth/password/change", {
      json: { current_password: PASSWORD, new_password: "Ein-Wort-fuer-Programme-18" },
    });
    await isDead(pair);
  });

  test("after the person was deactivated", async () => {
    const person = await addPerson();
    const pair = await logIn(person);
    const client = await openSession(portal, person);
    await callAction(client, "deactivateAccountAction", { current_password: PASSWORD, confirmation: person.email });
    await isDead(pair);
  });

  test("after their session was ended from the list of sessions", async () => {
    const person = await addPerson();
    const pair = await logIn(person);
    const client = await openSession(portal, person);
    expect((await client.request("/api/v1/auth/sessions", { method: "DELETE" })).body.data).toEqual({ revoked: 1 });
    await isDead(pair);
  });

  test("after a used refresh token was shown again later: it is in two hands", async () => {
    const person = await addPerson();
    const first = await logIn(person);
    const second = pairIn((await refresh(first.refresh)).body.data);
    await db.$executeRaw`UPDATE refresh_tokens SET used_at = used_at - interval '1 minute' WHERE used_at IS NOT NULL`;
    expect((await refresh(first.refresh)).body.error?.type).toBe("TOKEN_REVOKED");
    await isDead(second);
    expect(await audited("token.reuse_detected", person.id)).toBe(1);
  });
});

test("fifty refreshes at once by an honest client are one chain, and no alarm", async () => {
  const person = await addPerson();
  const first = await logIn(person);
  const answers = await Promise.all(Array.from({ length: 50 }, (_, at) => refresh(first.refresh, at % 2 ? portal : sibling)));
  const pairs = answers.filter(({ status }) => status === 200).map(({ body }) => pairIn(body.data));
  // A machine that is too slow for fifty at once may refuse some before anything changed.
  expect(answers.every(({ status }) => status === 200 || status === 503)).toBe(true);
  expect(new Set(pairs.map((pair) => pair.refresh)).size).toBe(1);
  expect((await refresh(pairs[0]?.refresh)).status).toBe(200);
  expect(await audited("token.reuse_detected", person.id)).toBe(0);
});

/** A token as we make them, but for what is changed. */
async function forged(person: Person, change: { header?: Record<string, string>; claims?: Record<string, unknown> } = {}) {
  const { kid, privateKey } = await signingKey();
  const session = await db.session.findFirstOrThrow({ where: { userId: person.id } });
  const now = Math.floor(Date.now() / 1000);
  const standard = {
    iss: portal.url,
    aud: portal.url,
    iat: now,
    exp: now + 600,
    jti: crypto.randomUUID(),
    sub: person.id,
    sid: session.id,
  };
  const claims = { ...standard, type: "access", client_id: "portico", ...change.claims };
  return {
    claims,
    sign: () => new SignJWT(claims).setProtectedHeader({ alg: "ES256", typ: "at+jwt", kid, ...change.header }).sign(privateKey),
  };
}

test("a token made just like ours is taken, so that the refusals below are about what was changed", async () => {
  const person = await addPerson();
  await logIn(person);
  expect((await withToken(await (await forged(person)).sign())).status).toBe(200);
});

const seconds = Math.floor(Date.now() / 1000);
test.each<[string, { header?: Record<string, string>; claims?: Record<string, unknown> }]>([
  ["its time over", { claims: { exp: seconds - 60 } }],
  ["its time not come", { claims: { nbf: seconds + 600 } }],
  ["no end", { claims: { exp: undefined } }],
  ["another issuer", { claims: { iss: "https://evil.test" } }],
  ["another instance's issuer", { claims: { iss: there.url } }],
  ["another audience", { claims: { aud: "https://api.evil.test" } }],
  ["another kind", { claims: { type: "refresh" } }],
  ["another type", { header: { typ: "JWT" } }],
  ["an unknown key id", { header: { kid: "unknown" } }],
  ["a path as key id", { header: { kid: "../../../dev/null" } }],
  ["SQL as key id", { header: { kid: "' UNION SELECT 'x" } }],
  ["a session that is none", { claims: { sid: "00000000-0000-7000-8000-000000000000" } }],
  ["a session of nobody's form", { claims: { sid: { not: "" } } }],
])("a token with %s is refused", async (_name, change) => {
  const person = await addPerson();
  await logIn(person);
  expect((await withToken(await (await forged(person, change)).sign())).status).toBe(401);
});

test("a token of another person's session is refused", async () => {
  const [person, other] = [await addPerson(), await addPerson()];
  await logIn(person);
  await logIn(other);
  const token = await (await forged(person, { claims: { sub: other.id } })).sign();
  expect((await withToken(token)).status).toBe(401);
});

test("tokens without our signature are refused, and no key is fetched from anywhere", async () => {
  const person = await addPerson();
  const { access } = await logIn(person);
  const asked: string[] = [];
  const listener = createServer((request, response) => {
    asked.push(request.url ?? "");
    response.end("{}");
  });
  const port = await freePort();
  await new Promise<void>((resolve) => listener.listen(port, "127.0.0.1", resolve));
  const { keys } = await publicKeySet();
  const { claims } = await forged(person);
  const [header = "", payload = "", signature = ""] = access.split(".");
  const symmetric = (secret: string) =>
    new SignJWT(claims).setProtectedHeader({ alg: "HS256", typ: "at+jwt", kid: keys[0]?.kid ?? "" }).sign(new TextEncoder().encode(secret));
  const own = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign"]);
  const jwk = await crypto.subtle.exportKey("jwk", own.publicKey);
  const selfMade = (extra: Record<string, unknown>) =>
    new SignJWT(claims).setProtectedHeader({ alg: "ES256", typ: "at+jwt", ...extra }).sign(own.privateKey);
  const url = `http://127.0.0.1:${port}/keys`;
  const raised = Buffer.from(JSON.stringify({ ...claims, role: "admin" })).toString("base64url");
  const tokens = [
    new UnsecuredJWT(claims).encode(),
    `${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString("base64url")}.${payload}.`,
    `${Buffer.from('{"alg":"NoNe","typ":"at+jwt"}').toString("base64url")}.${payload}.${signature}`,
    await symmetric(JSON.stringify(keys[0])),
    await symmetric(String(keys[0]?.x)),
    `${header}.${payload}.`,
    `${header}.${raised}.${signature}`,
    `${header}.${payload}.${signature.slice(0, -8)}AAAAAAAA`,
    `${header}.${payload}.${"A".repeat(86)}`,
    await selfMade({ kid: keys[0]?.kid }),
    await selfMade({ jwk }),
    await selfMade({ jku: url, kid: "1" }),
    await selfMade({ x5u: url, kid: keys[0]?.kid }),
    ...["", ".", "..", "a.b.c", "null", "x".repeat(5000)],
  ];
  for (const token of tokens) {
    const answer = await withToken(token);
    expect([answer.status, answer.body.success], token.slice(0, 200)).toEqual([401, false]);
  }
  expect(asked).toEqual([]);
  await new Promise((resolve) => listener.close(resolve));
  expect((await withToken(access)).status).toBe(200);
});

test("no kind of secret passes for another", async () => {
  const person = await addPerson();
  const pair = await logIn(person);
  const { session = "" } = await openSession(portal, person);
  await portal.request("/api/v1/auth/password/reset/request", { json: { email: person.email } });
  const mailed = tokenIn(await portal.mail(person.email));
  for (const token of [pair.refresh, session, mailed]) expect((await withToken(token)).status).toBe(401);
  for (const token of [pair.access, session, mailed]) expect((await refresh(token)).status).toBeGreaterThanOrEqual(400);
  for (const token of [pair.access, pair.refresh, mailed]) {
    expect((await portal.request("/api/v1/auth/me", { headers: { cookie: `portico.session=${token}` } })).status).toBe(401);
  }
  for (const token of [pair.access, pair.refresh, session]) {
    expect((await portal.request("/api/v1/auth/email/verification/confirm", { json: { token } })).status).toBeGreaterThanOrEqual(400);
    const reset = { token, new_password: "Ein-Wort-fuer-Programme-19" };
    expect((await portal.request("/api/v1/auth/password/reset/confirm", { json: reset })).status).toBeGreaterThanOrEqual(400);
  }
  expect((await withToken(pair.access)).status).toBe(200);
});

test("a wrong token beside a good cookie is refused, not overlooked", async () => {
  const client = await openSession(portal, await addPerson());
  const answer = await client.request("/api/v1/auth/me", { headers: { authorization: "Bearer a.b.c" } });
  expect(answer.status).toBe(401);
});

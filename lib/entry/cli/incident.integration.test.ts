import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { encrypt, randomToken, sha256 } from "@/lib/crypto";
import { db, pool } from "@/lib/db";
import type { CliIo } from "@/lib/entry/cli/command";
import { runCommandLine } from "@/lib/entry/cli/run";
import { closeHashPool, hashPassword } from "@/lib/passwords/hash";
import { findSessionOfToken } from "@/lib/sessions/store";
import { issueAccessToken, verifyAccessToken } from "@/lib/tokens/access-token";
import { rotateRefreshToken } from "@/lib/tokens/refresh-token";
import { signingKey } from "@/lib/tokens/signing-keys";
import { signInProgram } from "@/test/program";

const PASSWORD = "a heron stands in cold water";
const anonymous = { kind: "anonymous", context: { requestId: "test", ip: null, userAgent: null } } as const;

beforeEach(async () => {
  await db.user.deleteMany({});
});
afterAll(async () => {
  await closeHashPool();
  await db.$disconnect();
  await pool.end();
});

async function portico(argv: string[], typed: string | null = null) {
  const out: string[] = [];
  const err: string[] = [];
  const io: CliIo = {
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    readInput: async () => "",
    askSecret: async () => null,
    ask: async () => typed,
    redraw: null,
    interruption: () => new AbortController().signal,
  };
  const exitCode = await runCommandLine([...argv, "--json"], io);
  return { exitCode, data: JSON.parse(out.join("\n")) };
}

const events = (action: string) => db.auditEvent.findMany({ where: { action }, orderBy: { id: "asc" } });

async function addPerson(email: string) {
  const { id } = await db.user.create({ data: { email, emailVerified: new Date(), passwordHash: await hashPassword(PASSWORD) } });
  return id;
}

/** Many accounts and sessions without work: a thousand sessions a person. */
async function addSessions(userId: string, count: number) {
  await db.$executeRaw`
    INSERT INTO sessions (id, token_hash, user_id, expires, absolute_expires_at, idle_seconds, auth_time, amr)
    SELECT gen_random_uuid(), md5(n::text || ${userId}), ${userId}::uuid, now() + interval '1 hour', now() + interval '1 hour', 900, now(), '{pwd}'
      FROM generate_series(1, ${count}::int) AS n`;
}

const signIn = (email: string) => signInProgram(email, PASSWORD);

describe("an incident command", () => {
  it.each(["revoke-all", "force-reset", "rotate-everything"])("%s changes nothing until it is confirmed", async (name) => {
    const userId = await addPerson("careful@example.com");
    await addSessions(userId, 3);
    expect(await portico(["incident", name])).toMatchObject({
      exitCode: 2,
      data: { error: { message: expect.stringContaining("--yes") } },
    });
    expect(await portico(["incident", name], "no")).toMatchObject({ exitCode: 2 });
    expect(await db.session.count()).toBe(3);
    expect(await portico(["incident", name], "yes")).toMatchObject({ exitCode: 0, data: { sessions_ended: 3 } });
    expect(await db.session.count()).toBe(0);
  });
});

describe("portico incident revoke-all", () => {
  it("ends sessions, refresh tokens and access tokens of everybody, however many, and records each batch", async () => {
    const userId = await addPerson("ana@example.com");
    const pair = await signIn("ana@example.com");
    const claims = await verifyAccessToken(pair.access_token);
    await addSessions(await addPerson("bea@example.com"), 12_000);
    await db.preAuthToken.create({
      data: {
        ...{ userId, sessionKind: "program", amr: ["pwd"] },
        tokenHash: sha256(randomToken()),
        expiresAt: new Date(Date.now() + 60_000),
      },
    });
    const before = (await events("incident.sessions_ended")).length;
    expect(await portico(["incident", "revoke-all", "--yes"])).toMatchObject({ exitCode: 0, data: { sessions_ended: 12_001 } });
    expect(await findSessionOfToken({ ...claims, userId })).toBeNull();
    await expect(rotateRefreshToken(anonymous, pair.refresh_token)).rejects.toMatchObject({ type: "TOKEN_REVOKED" });
    const rows = (await events("incident.sessions_ended")).slice(before);
    expect(rows.map(({ details }) => details)).toEqual([
      { count: 5000, unfinished: 1 },
      { count: 5000, unfinished: 0 },
      { count: 2001, unfinished: 0 },
    ]);
    expect(rows.every(({ actorId }) => actorId === "cli")).toBe(true);
    await expect(signIn("ana@example.com")).resolves.toMatchObject({ status: "complete" });
  });
});

describe("portico incident force-reset", () => {
  it("makes every password worthless, tells active owners by mail, and goes on where it was cut off", async () => {
    await addPerson("ana@example.com");
    await db.user.create({ data: { email: "off@example.com", passwordHash: "x", isActive: false } });
    await db.user.create({ data: { email: "done@example.com", passwordHash: "x", mustResetPassword: true } });
    await db.user.create({ data: { email: "none@example.com" } });
    await db.$executeRaw`
      INSERT INTO users (id, email, password_hash, updated_at)
      SELECT gen_random_uuid(), 'n' || n || '@example.com', 'x', now() FROM generate_series(1, 3000) AS n`;
    await addSessions(await addPerson("bea@example.com"), 2);
    const done = await portico(["incident", "force-reset", "--mail", "--yes"]);
    expect(done).toMatchObject({ exitCode: 0, data: { accounts: 3003, mails_queued: 3002, sessions_ended: 2 } });
    await expect(signIn("ana@example.com")).rejects.toMatchObject({ type: "ACCOUNT_DISABLED" });
    const { rows } = await pool.query(
      "SELECT count(*)::int AS jobs FROM graphile_worker.jobs WHERE task_identifier = 'mail.security_notice'",
    );
    expect(rows).toEqual([{ jobs: 3002 }]);
    expect(await db.user.count({ where: { mustResetPassword: true } })).toBe(3004);
    expect((await events("incident.resets_forced")).slice(-2).map(({ details }) => details)).toEqual([
      { count: 2000, mailed: expect.any(Number) },
      { count: 1003, mailed: expect.any(Number) },
    ]);
    expect(await portico(["incident", "force-reset", "--mail", "--yes"])).toMatchObject({ data: { accounts: 0, mails_queued: 0 } });
  });
});

describe("portico incident rotate-everything", () => {
  it("trusts nothing that was signed, mailed or opened before", async () => {
    const userId = await addPerson("ana@example.com");
    const pair = await signIn("ana@example.com");
    await db.oneTimeToken.create({
      data: {
        userId,
        purpose: "reset_password",
        email: "ana@example.com",
        tokenHash: sha256(randomToken()),
        expiresAt: new Date(Date.now() + 60_000),
      },
    });
    const kids = (await db.signingKey.findMany({ where: { retiresAt: null } })).map(({ kid }) => kid);
    const { exitCode, data } = await portico(["incident", "rotate-everything", "--yes"]);
    expect({ exitCode, data }).toMatchObject({ exitCode: 0, data: { kid: expect.any(String), links_voided: 1, sessions_ended: 1 } });
    expect(kids).not.toContain(data.kid);
    await expect(verifyAccessToken(pair.access_token)).rejects.toMatchObject({ type: "UNAUTHENTICATED" });
    expect(await db.oneTimeToken.count({ where: { consumedAt: null } })).toBe(0);
    const fresh = await issueAccessToken({ userId, sessionId: crypto.randomUUID(), authTime: new Date(), amr: [], organization: null });
    await expect(verifyAccessToken(fresh.token)).resolves.toMatchObject({ userId });
    expect(await events("incident.keys_replaced")).toMatchObject([{ targetId: expect.any(String) }, { targetId: data.kid }]);
    expect((await events("incident.proofs_voided")).at(-1)).toMatchObject({ details: { count: 1 } });
  });

  it("makes a key that can be read, also when ENCRYPTION_KEY was changed", async () => {
    // One byte differs, as every byte would under another key.
    const sealed = encrypt("signing-key", "{}");
    sealed[20] = (sealed[20] ?? 0) ^ 1;
    await db.signingKey.deleteMany({});
    await db.signingKey.create({ data: { kid: "former", algorithm: "ES256", publicJwk: {}, privateJwk: sealed } });
    const { data } = await portico(["incident", "rotate-everything", "--yes"]);
    expect(await signingKey()).toMatchObject({ kid: data.kid });
  });
});

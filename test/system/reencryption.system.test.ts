import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes, randomUUID } from "node:crypto";
import { once } from "node:events";
import pg from "pg";
import { expect, test } from "vitest";
import type { SessionActor } from "@/lib/access/actor";
import { sealAuditEvents } from "@/lib/audit/seal";
import { decryptBytes, encrypt, encryptBytes } from "@/lib/crypto";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { confirmFactor } from "@/lib/factors/code-factors";
import { beginTotp } from "@/lib/factors/enrolment";
import { newTotpSecret } from "@/lib/factors/totp";
import { orderedId } from "@/lib/ordered-id";
import { sealPhone } from "@/lib/sealed-phone";
import { codeOf, forgetSteps } from "../authenticator";
import { openSession } from "../organization";
import { addPerson, PASSWORD } from "./people";
import { startPortal } from "./portal";

const FORMER = env.ENCRYPTION_KEY;
const PRESENT = randomBytes(32).toString("base64");
const CHANGING = { ENCRYPTION_KEY: PRESENT, ENCRYPTION_KEY_PREVIOUS: FORMER };
const AFTERWARDS = { ENCRYPTION_KEY: PRESENT };

interface Ended {
  exitCode: number | null;
  json(): Record<string, unknown> & { columns?: Record<string, { rows: number; former: number; unreadable: number }> };
}

/** Begins `portico ARGUMENTS --json` with these keys. */
function begin(keys: Record<string, string>, ...args: string[]): { child: ChildProcess; ended: Promise<Ended> } {
  const environment = {
    ...process.env,
    NODE_ENV: "production" as const,
    DATABASE_URL: env.DATABASE_URL,
    AUTH_SECRET: env.AUTH_SECRET,
    ...keys,
  };
  const child = spawn(process.execPath, ["dist/cli.mjs", ...args, "--json"], { env: environment, stdio: ["ignore", "pipe", "ignore"] });
  let out = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    out += text;
  });
  const ended = once(child, "close").then(([exitCode]): Ended => ({ exitCode, json: () => JSON.parse(out) }));
  return { child, ended };
}
const portico = (keys: Record<string, string>, ...args: string[]): Promise<Ended> => begin(keys, ...args).ended;

const isUnderFormer = ({ id, secret }: { id: string; secret: Uint8Array }): boolean => {
  try {
    decryptBytes("secret", secret, `totp:${id}`);
    return true;
  } catch {
    return false;
  }
};
const authenticators = () => db.totpAuthenticator.findMany({ orderBy: { id: "asc" }, select: { id: true, secret: true } });

const MANY = 1_200;

test("a change of ENCRYPTION_KEY, killed in the middle and run again, brings everything along, and the former key may go", async () => {
  const { id: userId, email } = await addPerson();
  const context = { requestId: randomUUID(), ip: null, userAgent: null };
  const owner: SessionActor = {
    ...{ kind: "session", proof: { by: "cookie" }, userId, sessionId: userId, role: "user", email },
    ...{ authTime: new Date(), amr: ["pwd"], context },
  };
  await openSession(owner);
  const begun = await beginTotp(owner, { name: "Phone", current_password: PASSWORD });
  const { recovery_codes: codes } = await confirmFactor(owner, { id: begun.id, code: codeOf(begun.secret) });
  await db.session.delete({ where: { id: owner.sessionId } });
  await forgetSteps(userId);
  // Somebody else's, so that the owner keeps the one whose secret is known.
  const other = await addPerson();
  const rows = Array.from({ length: MANY }, (_, at) => {
    const id = orderedId(Date.now() + 1_000 + at);
    return { id, userId: other.id, name: "App", secret: encryptBytes("secret", Buffer.from(newTotpSecret()), `totp:${id}`) };
  });
  await db.totpAuthenticator.createMany({ data: rows });
  const phoneId = randomUUID();
  await db.codeFactor.create({ data: { id: phoneId, userId: other.id, kind: "sms", phone: sealPhone(phoneId, "+33612345678") } });
  await db.inboxMessage.create({ data: { recipient: "x@example.test", content: encrypt("inbox", "{}") } });
  await sealAuditEvents();

  const look = await portico(CHANGING, "keys", "reencrypt", "--dry-run");
  expect([look.exitCode, look.json()]).toMatchObject([
    0,
    {
      dry_run: true,
      columns: { authenticators: { former: MANY + 1, unreadable: 0 }, phone_numbers: { former: 1 }, inbox_messages: { former: 1 } },
    },
  ]);
  expect((await authenticators()).every(isUnderFormer)).toBe(true);

  // Somebody holds a row of the third batch, so that the run waits there when it is killed.
  const holder = new pg.Client({ connectionString: env.DATABASE_URL });
  await holder.connect();
  await holder.query("BEGIN");
  await holder.query("SELECT 1 FROM totp_authenticators WHERE id = $1 FOR UPDATE", [rows.at(-1)?.id]);
  const run = begin(CHANGING, "keys", "reencrypt");
  await expect.poll(async () => (await authenticators()).filter(isUnderFormer).length, { timeout: 20_000 }).toBe(MANY + 1 - 1_000);
  run.child.kill("SIGKILL");
  await run.ended;
  await holder.query("ROLLBACK");
  await holder.end();

  const again = await portico(CHANGING, "keys", "reencrypt");
  expect([again.exitCode, again.json()]).toMatchObject([
    0,
    {
      finished: true,
      columns: { authenticators: { rows: MANY + 1, former: MANY + 1 - 1_000, unreadable: 0 }, kept_keys: { rows: 1, former: 0 } },
    },
  ]);
  expect((await authenticators()).some(isUnderFormer)).toBe(false);

  const alone = await portico(AFTERWARDS, "keys", "reencrypt", "--dry-run");
  expect([alone.exitCode, JSON.stringify(alone.json())]).toEqual([0, expect.not.stringMatching(/"unreadable":[1-9]/)]);
  const trail = await portico(AFTERWARDS, "audit", "verify");
  expect([trail.exitCode, trail.json()]).toMatchObject([0, { ok: true }]);

  const portal = await startPortal({ env: AFTERWARDS });
  const signIn = async (method: string, code: string) => {
    const begunSignIn = await portal.request("/api/v1/auth/login", { json: { email, password: PASSWORD } });
    const token: unknown = Reflect.get(Object(begunSignIn.body.data), "pre_auth_token");
    return (await portal.request("/api/v1/auth/mfa/verify", { json: { pre_auth_token: token, method, code } })).status;
  };
  expect(await signIn("totp", codeOf(begun.secret))).toBe(200);
  expect(await signIn("recovery_code", codes?.[0] ?? "")).toBe(200);
  expect(await signIn("recovery_code", codes?.[0] ?? "")).toBe(401);

  // Without the former key nothing under it opens, and the command says so instead of going on.
  await db.totpAuthenticator.create({ data: { userId: other.id, name: "Lost", secret: Buffer.alloc(60, 1) } });
  const lost = await portico(AFTERWARDS, "keys", "reencrypt", "--dry-run");
  expect([lost.exitCode, lost.json().columns?.authenticators?.unreadable]).toEqual([1, 1]);
});

import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import type { Answer, Client } from "../system/client";
import { type Mail, readInbox, tokenIn } from "../system/inbox";
import { newAddress } from "../system/people";
import { callAction } from "../system/server-actions";
import { ask, queueDone } from "./bystander";
import { startInstallation } from "./installation";

// Each test starts and kills real programs; how long that takes is the machine's business.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

/** Everything that nobody may find again, by what it is. */
const planted = new Map<string, string>();

/** A password like no other text in the world. */
function password(of: string): string {
  const value = `Marker ${of} ${randomBytes(9).toString("hex")}`;
  planted.set(`${of} password`, value);
  return value;
}

function plant(what: string, value: unknown): string {
  if (typeof value !== "string" || value.length < 6) throw new Error(`There is no ${what}`);
  planted.set(what, value);
  return value;
}

/** What a mail carries. */
function plantMail(what: string, mail: Mail): string {
  if (mail.code) plant(`${what} code`, mail.code);
  return plant(`${what} link token`, tokenIn(mail));
}

function plantSession(what: string, client: Client): void {
  plant(`${what} cookie`, client.session);
}

/** Codes are six digits, which other numbers hold by chance: they count only where they stand alone. */
function holds(bytes: Buffer, secret: string): boolean {
  if (!/^\d{6}$/.test(secret)) return bytes.includes(secret) || bytes.includes(Buffer.from(secret).toString("hex"));
  const [head, tail] = [secret.slice(0, 3), secret.slice(3)];
  if (!bytes.includes(secret) && !bytes.includes(`${head} ${tail}`)) return false;
  return new RegExp(`(?<![0-9A-Za-z])${head} ?${tail}(?![0-9A-Za-z])`).test(bytes.toString("latin1"));
}

const foundIn = (bytes: Buffer): string[] => [...planted].flatMap(([what, secret]) => (holds(bytes, secret) ? [what] : []));

const portal = await startInstallation();

/** Every row of every table, as a dump would have them. */
async function dump(url: string): Promise<string> {
  const tables = await ask<{ name: string }>(
    url,
    "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')",
  );
  const parts = await Promise.all(
    tables.map(async ({ name }) => (await ask<{ line: string }>(url, `SELECT t::text AS line FROM ${name} t`)).map(({ line }) => line)),
  );
  return parts.flat().join("\n");
}

/** The files below a folder, of PostgreSQL's own too, byte for byte: tables with their dead rows, its log, its journal. */
function* filesBelow(folder: string): Generator<[path: string, bytes: Buffer]> {
  for (const path of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const file = join(folder, path);
    if (statSync(file).isFile()) yield [path, readFileSync(file)];
  }
}

test("no password, token, code or cookie that went through the portal is in its database, its log or its data folder", async () => {
  const { mail } = readInbox(portal.request);
  const post = (path: string, json: unknown, client = portal.client()): Promise<Answer> => client.request(path, { json });
  const about = (to: string, subject: RegExp) => mail(to, (one) => subject.test(one.subject));
  const signIn = async (what: string, input: Record<string, unknown>): Promise<Client> => {
    const client = portal.client();
    const { result } = await callAction(client, "signInAction", input);
    expect(result?.ok, what).toBe(true);
    plantSession(what, client);
    return client;
  };

  const admin = newAddress("admin");
  const setup = plant("set-up token", new URL(portal.setupUrl ?? "").searchParams.get("token"));
  await portal.request(`/setup?token=${setup}`);
  const made = await callAction(portal.client(), "completeSetupAction", { token: setup, email: admin, password: password("set-up") });
  expect(made.result?.ok).toBe(true);

  // Registered twice, so that a mail is made, replaced, and made anew.
  const email = newAddress("planted");
  const first = password("registration");
  expect((await post("/api/v1/auth/register", { email, password: password("first registration") })).status).toBe(201);
  plantMail("replaced", await about(email, /confirm/i));
  expect((await post("/api/v1/auth/register", { email, password: first })).status).toBe(201);
  await queueDone(portal.databaseUrl());
  const confirmation = await about(email, /confirm/i);
  const link = plantMail("confirmation", confirmation);
  await portal.request(`/verify-email?token=${link}`);
  expect((await post("/api/v1/auth/email/verification/confirm", { email, code: confirmation.code })).status).toBe(200);

  await callAction(portal.client(), "signInAction", { email, password: password("wrong") });
  // A form that a browser without scripts sends as a question.
  await portal.request(`/login?email=${email}&password=${encodeURIComponent(password("in the address"))}`);
  await portal.request("/api/v1/auth/login", { body: `{"email":"${email}","password":"${password("malformed")}"`, method: "POST" });
  const client = await signIn("browser", { email, password: first });
  await signIn("remembered", { email, password: first, remember_me: true });
  const login = await post("/api/v1/auth/login", { email, password: first });
  plant("access token", login.body.data?.access_token);
  const refreshed = await post("/api/v1/auth/refresh", { refresh_token: plant("refresh token", login.body.data?.refresh_token) });
  plant("second access token", refreshed.body.data?.access_token);
  plant("second refresh token", refreshed.body.data?.refresh_token);

  const second = password("changed");
  expect(
    (await post("/api/v1/auth/password/change", { current_password: password("wrong current"), new_password: second }, client)).status,
  ).toBe(422);
  expect((await post("/api/v1/auth/password/change", { current_password: first, new_password: second }, client)).status).toBe(200);
  const next = newAddress("moved");
  expect((await post("/api/v1/users/me/email", { new_email: next, current_password: second }, client)).status).toBe(200);
  const move = plantMail("new address", await about(next, /new e-mail address/i));
  expect((await post("/api/v1/auth/email/verification/confirm", { token: move }, client)).status).toBe(200);

  await post("/api/v1/auth/password/reset/request", { email: next });
  const token = plantMail("reset", await about(next, /new password/i));
  await portal.request(`/reset-password?token=${token}`);
  await post("/api/v1/auth/password/reset/confirm", { token, new_password: `${next} ${plant("refused password", "kurz7!")}` });
  expect((await post("/api/v1/auth/password/reset/confirm", { token, new_password: password("reset") })).status).toBe(200);
  await queueDone(portal.databaseUrl());

  expect(planted.size).toBeGreaterThan(20);
  const rows = await dump(portal.databaseUrl());
  // Otherwise nothing was searched.
  expect(rows).toContain(next);
  expect(foundIn(Buffer.from(rows))).toEqual([]);

  // Errors are where secrets slip out: the same requests with the database gone.
  await portal.loseDatabase(async () => {
    await post("/api/v1/auth/register", { email: newAddress(), password: password("registration in an outage") });
    await callAction(portal.client(), "signInAction", { email: next, password: password("sign-in in an outage") });
    await post("/api/v1/auth/password/reset/confirm", { token, new_password: password("reset in an outage") });
    await client.request("/account");
  });
  expect(await portal.stop()).toBe(0);
  expect(portal.output()).toContain("/verify-email");
  // The set-up link is shown to whoever starts the portal, which is what it is for; it must not be in the log as well.
  expect(foundIn(Buffer.from(portal.output().replace(portal.setupUrl ?? "", "")))).toEqual([]);
  const found: string[] = [];
  let hasData = false;
  for (const folder of [portal.data, realpathSync(join(portal.data, "postgres"))]) {
    for (const [path, bytes] of filesBelow(folder)) {
      hasData ||= bytes.includes(next);
      found.push(...foundIn(bytes).map((what) => `${what} in ${path}`));
    }
  }
  expect(hasData).toBe(true);
  expect(found).toEqual([]);
});

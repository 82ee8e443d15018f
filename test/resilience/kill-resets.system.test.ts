import { expect, test, vi } from "vitest";
import type { Client } from "../system/client";
import { tokenIn } from "../system/inbox";
import { newAddress, PASSWORD, register, signIn, whoami } from "../system/people";
import { startPortal } from "../system/portal";
import { ask, queueDone, ready, verifyTrail } from "./bystander";
import { crowd, milestone } from "./crowd";
import { startOwnCluster } from "./own-cluster";

// Each test starts and kills real programs; how long that takes is the machine's business.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

const PEOPLE = 16;
const NEW_PASSWORD = "Kranich-Ufer-2218-windstill";

const database = await startOwnCluster();
let portal = await startPortal({ database: database.url });

const confirm = (token: string) => portal.request("/api/v1/auth/email/verification/confirm", { json: { token } });

/** Registers and confirms people over HTTP alone. */
async function people(): Promise<string[]> {
  const emails = Array.from({ length: PEOPLE }, () => newAddress("reset"));
  await crowd(PEOPLE, 8, async (at) => {
    const email = emails[at] ?? "";
    await register(portal, email);
    await confirm(tokenIn(await portal.mail(email)));
  });
  return emails;
}

/** The tokens of reset mails, one for each address. */
async function resetTokens(emails: string[]): Promise<string[]> {
  await Promise.all(emails.map((email) => portal.request("/api/v1/auth/password/reset/request", { json: { email } })));
  return Promise.all(emails.map(async (email) => tokenIn(await portal.mail(email, ({ subject }) => subject.includes("new password")))));
}

interface Traces {
  taken: number;
  audited: number;
  told: number;
  sessions: number;
  opened: number;
}

/** What a person's reset and sign-ins left behind. */
async function tracesOf(email: string): Promise<Traces> {
  const [row] = await ask<Traces & Record<string, unknown>>(
    database.url,
    `SELECT
       (SELECT count(*)::int FROM one_time_tokens WHERE user_id = u.id AND purpose = 'reset_password' AND consumed_at IS NOT NULL) AS taken,
       (SELECT count(*)::int FROM audit_events WHERE action = 'password.reset' AND target_id = u.id::text) AS audited,
       (SELECT count(*)::int FROM inbox_messages WHERE recipient = u.email) - 2 AS told,
       (SELECT count(*)::int FROM sessions WHERE user_id = u.id) AS sessions,
       (SELECT count(*)::int FROM audit_events WHERE action = 'session.created' AND target_id = u.id::text) AS opened
     FROM users u WHERE email = $1`,
    [email],
  );
  if (!row) throw new Error(`${email} is gone`);
  return row;
}

const opens = (email: string, password: string) =>
  signIn(portal, email, password).then(
    () => true,
    () => false,
  );

test.each([
  {
    victim: "the portal",
    interrupt: async () => {
      await portal.kill9();
      portal = await startPortal({ database: database.url, port: portal.port });
    },
  },
  {
    victim: "PostgreSQL",
    interrupt: async () => {
      await database.kill9();
      await database.start();
      await ready(portal);
    },
  },
])("kill -9 of $victim among resets and sign-ins: each of them is done wholly or not at all", async ({ interrupt }) => {
  const [resetting, signingIn] = await Promise.all([people(), people()]);
  const before = await crowd(PEOPLE, 8, (at) => signIn(portal, resetting[at] ?? ""));
  const tokens = await resetTokens(resetting);
  const few = milestone(PEOPLE / 2);
  const interrupted = few.reached.then(interrupt);
  const [resets, sessions] = await Promise.all([
    crowd(PEOPLE, PEOPLE, async (at) => {
      const json = { token: tokens[at], new_password: NEW_PASSWORD };
      const { status } = await portal.request("/api/v1/auth/password/reset/confirm", { json });
      few.reach();
      return status;
    }),
    crowd<Client>(PEOPLE, PEOPLE, async (at) => {
      const client = await signIn(portal, signingIn[at] ?? "");
      few.reach();
      return client;
    }),
  ]);
  await interrupted;
  await queueDone(database.url);

  const whole: Traces = { taken: 1, audited: 1, told: 1, sessions: 0, opened: 1 };
  const untouched: Traces = { taken: 0, audited: 0, told: 0, sessions: 1, opened: 1 };
  const outcomes = await Promise.all(
    resetting.map(async (email, at) => {
      const traces = await tracesOf(email);
      const isDone = traces.taken === 1;
      expect(traces, email).toEqual(isDone ? whole : untouched);
      if (resets[at] === 200) expect(isDone, `${email} was answered`).toBe(true);
      const client = before[at];
      if (client) expect(await whoami(client)).toBe(isDone ? 401 : 200);
      expect([await opens(email, PASSWORD), await opens(email, NEW_PASSWORD)]).toEqual([!isDone, isDone]);
      return isDone;
    }),
  );
  expect(outcomes).toHaveLength(PEOPLE);
  // Whoever was told that they are signed in still is; no session is without its audit row, and no row without its session.
  for (const client of sessions) if (client) expect(await whoami(client)).toBe(200);
  for (const email of signingIn) {
    const { sessions: open, opened } = await tracesOf(email);
    expect(opened).toBe(open);
  }
  expect(await verifyTrail(database.url)).toMatchObject({ ok: true, findings: [] });
});

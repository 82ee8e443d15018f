import { expect, test, vi } from "vitest";
import type { Answer, Client } from "../system/client";
import { tokenIn } from "../system/inbox";
import { newAddress, PASSWORD, register, signIn, whoami } from "../system/people";
import { startPortal } from "../system/portal";
import { apiPaths } from "../system/routes";
import { callAction } from "../system/server-actions";
import { ask, queueDone, ready, stopwatch, until, verifyTrail } from "./bystander";
import { crowd } from "./crowd";
import { startOwnCluster } from "./own-cluster";

// Each test starts and kills real programs; how long that takes is the machine's business.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

/** How long the database stays away, in seconds. A minute shows no more than this, and takes a minute. */
const OUTAGE_SECONDS = Number(process.env.OUTAGE_SECONDS ?? 10);

const database = await startOwnCluster();
const portal = await startPortal({ database: database.url, env: { RATE_LIMITS: "on" } });

/** Public pages and those of a signed-in person. */
const PAGES = ["/", "/register", "/login", "/forgot-password", "/account", "/account/security", "/account/sessions", "/account/privacy"];

/** The same for everybody at all times. */
const NEEDS_NO_DATABASE = /\/health\/live$|^\/api\/(?:openapi\.json|metrics)$/;

async function member(): Promise<{ email: string; client: Client }> {
  const email = newAddress("outage");
  await register(portal, email);
  const token = tokenIn(await portal.mail(email));
  await portal.request("/api/v1/auth/email/verification/confirm", { json: { token } });
  return { email, client: await signIn(portal, email) };
}

/** What an answer may never be while the database is away. */
function expectNoHarm(what: string, answer: Answer): void {
  expect([500, 502, 504], what).not.toContain(answer.status);
  expect(answer.text, what).not.toMatch(/at .*\.(m?js|ts):\d+|ECONNREFUSED|127\.0\.0\.1:\d+|prisma|postgres/i);
  expect((answer.headers["set-cookie"] ?? []).join(), what).not.toContain("portico.session");
}

function expectUnavailable(what: string, answer: Answer): void {
  expectNoHarm(what, answer);
  expect([answer.status, answer.body.success, answer.body.error?.type], what).toEqual([503, false, "UNAVAILABLE"]);
  expect(Number(answer.headers["retry-after"]), what).toBeGreaterThan(0);
}

test(`with the database away for ${OUTAGE_SECONDS} seconds nobody gets in, everybody is told, and afterwards nothing is missing`, async () => {
  const staying = await member();
  const leaving = await member();
  const revoked = portal.client();
  for (const [name, value] of leaving.client.cookies) revoked.cookies.set(name, value);
  await crowd(4, 4, () => whoami(staying.client));

  // Mail that is queued, or half way, when the database goes; and a session that ended at the last moment.
  const waiting = Array.from({ length: 10 }, () => newAddress("queued"));
  const registered = await Promise.all(waiting.map((email) => register(portal, email)));
  expect(registered.map(({ status }) => status)).toEqual(waiting.map(() => 201));
  expect((await leaving.client.request("/api/v1/auth/logout", { method: "POST", json: {} })).status).toBe(200);
  expect(await whoami(revoked)).toBe(401);
  await database.stop();
  const wentAt = Date.now();
  await until("readiness noticed", async () => (await portal.request("/api/health/ready")).status === 503, 10_000);

  do {
    const asMember = staying.client;
    for (const path of [...apiPaths(), "/api/auth/session"]) {
      const answer = await asMember.request(path);
      if (answer.status === 405 || answer.status === 404) continue;
      if (NEEDS_NO_DATABASE.test(path)) expect(answer.status, path).toBe(200);
      else expectUnavailable(`GET ${path}`, answer);
    }
    expectUnavailable("register", await register(portal, newAddress()));
    const login = await callAction(portal.client(), "signInAction", { email: staying.email, password: PASSWORD });
    expectNoHarm("signInAction", login.answer);
    expect(login.result).toMatchObject({ ok: false, error: { type: "UNAVAILABLE" } });
    expectUnavailable("reset", await portal.request("/api/v1/auth/password/reset/request", { json: { email: staying.email } }));
    expectUnavailable("me", await revoked.request("/api/v1/auth/me"));
    for (const path of PAGES) {
      for (const client of [portal.client(), asMember, revoked]) {
        const answer = await client.request(path);
        expectNoHarm(`page ${path}`, answer);
        expect(answer.text).not.toContain(staying.email);
        // What needs no database is there as ever; what does says in plain HTML that it will be back.
        if (answer.status === 503) {
          expect(answer.text, path).toContain("<h1>Back in a moment</h1>");
          expect(Number(answer.headers["retry-after"]), path).toBeGreaterThan(0);
        } else expect([200, 307], path).toContain(answer.status);
      }
    }
  } while (Date.now() - wentAt < OUTAGE_SECONDS * 1000);

  await database.start();
  const since = stopwatch();
  await ready(portal);
  since("ready, the database being back,");
  expect(await whoami(staying.client)).toBe(200);
  expect(await whoami(revoked)).toBe(401);
  await queueDone(database.url, 20_000);
  since("all mail out, the database being back,");
  const mails = await ask<{ recipient: string; mails: number }>(
    database.url,
    "SELECT recipient, count(*)::int AS mails FROM inbox_messages WHERE recipient = ANY ($1) GROUP BY recipient ORDER BY recipient",
    [waiting],
  );
  expect(mails).toEqual(waiting.toSorted().map((recipient) => ({ recipient, mails: 1 })));
  expect(await verifyTrail(database.url)).toMatchObject({ ok: true, findings: [] });
  expect(portal.logs()).not.toContain('"level":60');
});

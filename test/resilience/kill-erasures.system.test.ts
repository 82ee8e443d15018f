import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { env } from "@/lib/env";
import { newAddress } from "../system/people";
import { until, verifyTrail } from "./bystander";

const PEOPLE = 400;

/** `portico cleanup`, as an operator or a schedule starts it. */
function cleanUp() {
  const { AUTH_SECRET, DATABASE_URL, ENCRYPTION_KEY } = env;
  const environment = { ...process.env, NODE_ENV: "production", DATABASE_URL, AUTH_SECRET, ENCRYPTION_KEY, LOG_LEVEL: "warn" } as const;
  return spawn(process.execPath, ["dist/cli.mjs", "cleanup", "--json"], { env: environment, stdio: "ignore" });
}

test("kill -9 among erasures: each account is whole or gone, and the next run finishes the work", async () => {
  const emails = Array.from({ length: PEOPLE }, () => newAddress("leaving"));
  const users = await db.user.createManyAndReturn({
    data: emails.map((email) => ({ email, eraseAfter: new Date(Date.now() - 1000) })),
    select: { id: true },
  });
  await db.inboxMessage.createMany({ data: emails.map((recipient) => ({ recipient, content: new Uint8Array([1]) })) });
  const left = () => db.user.count({ where: { email: { in: emails } } });
  const erasures = () => db.auditEvent.count({ where: { action: "account.erased", targetId: { in: users.map(({ id }) => id) } } });

  for (const mark of [PEOPLE - 20, PEOPLE - 60, PEOPLE - 120]) {
    const running = cleanUp();
    const ended = once(running, "exit");
    await until("some accounts were erased", async () => (await left()) <= mark);
    running.kill("SIGKILL");
    await ended;
    const remaining = await db.user.findMany({ where: { email: { in: emails } }, select: { email: true } });
    const kept = await db.inboxMessage.findMany({ where: { recipient: { in: emails } }, select: { recipient: true } });
    expect(kept.map(({ recipient }) => recipient).sort()).toEqual(remaining.map(({ email }) => email).sort());
    expect(await erasures()).toBe(PEOPLE - remaining.length);
  }

  const [code] = await once(cleanUp(), "exit");
  expect([code, await left(), await erasures()]).toEqual([0, 0, PEOPLE]);
  expect(await verifyTrail(env.DATABASE_URL)).toMatchObject({ ok: true, findings: [] });
});

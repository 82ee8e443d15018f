import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Actor } from "@/lib/access/actor";
import { audit } from "@/lib/audit/audit";
import { removeExpiredAuditEvents } from "@/lib/audit/retention";
import { sealAuditEvents } from "@/lib/audit/seal";
import { verifyAudit } from "@/lib/audit/verify";
import { db, pool } from "@/lib/db";
import { env } from "@/lib/env";

const actor: Actor = { kind: "anonymous", context: { requestId: "r", ip: "192.0.2.7", userAgent: "test" } };
const DAY_MS = 24 * 60 * 60 * 1000;

afterEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  await sealAuditEvents();
});

/** Writes and seals `count` rows as if it were so many days ago. */
async function write(scope: string, daysAgo: number, count: number): Promise<void> {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() - daysAgo * DAY_MS });
  for (let n = 0; n < count; n += 1) await audit(db, actor, { action: "session.failed", scope, details: { n } });
  await sealAuditEvents();
  vi.useRealTimers();
}

async function newTrail(days: number | null): Promise<string> {
  const slug = `trail-${randomUUID()}`;
  const { id } = await db.organization.create({ data: { slug, name: slug, auditRetentionDays: days } });
  await write(id, 100, 5);
  await write(id, 60, 4);
  await write(id, 40, 3);
  await write(id, 1, 2);
  return id;
}

const rowsOf = (scope: string) => db.auditEvent.count({ where: { scope, action: "session.failed" } });
const kinds = async (scope: string) => (await verifyAudit({ scope })).findings.map(({ kind }) => kind);

/** What somebody who owns the database can do. */
async function tamper(sql: string, values: unknown[]): Promise<void> {
  const client = await pool.connect();
  const triggers = [
    ["audit_events", "audit_events_kept"],
    ["audit_events", "audit_events_append_only"],
    ["audit_removals", "audit_removals_append_only"],
  ];
  for (const [table, trigger] of triggers) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER ${trigger}`);
  const { rowCount } = await client.query(sql, values);
  for (const [table, trigger] of triggers) await client.query(`ALTER TABLE ${table} ENABLE ALWAYS TRIGGER ${trigger}`);
  client.release();
  expect(rowCount).toBeGreaterThan(0);
}

describe("rows whose time is over", () => {
  it("go, and the rest still verifies, with heads that were kept elsewhere before; what went is a row", async () => {
    const scope = await newTrail(50);
    const { scopes } = await verifyAudit({ scope });
    const head = scopes[0]?.head;
    expect(await removeExpiredAuditEvents()).toBe(9);
    expect(await rowsOf(scope)).toBe(5);
    const report = await verifyAudit({ scope, expectedHeads: head ? [head] : [] });
    expect(report).toMatchObject({ ok: true, scopes: [{ sealedEvents: 14, removedEvents: 9, pendingEvents: 1 }] });
    const row = await db.auditEvent.findFirstOrThrow({ where: { scope, action: "audit.expired" } });
    expect(row.details).toEqual({ events: 9, first_seal: 1, last_seal: 2, kept_days: 50 });
    expect(await removeExpiredAuditEvents()).toBe(0);
    await db.organization.update({ where: { id: scope }, data: { auditRetentionDays: 30 } });
    expect(await removeExpiredAuditEvents()).toBe(3);
    await sealAuditEvents();
    expect(await kinds(scope)).toEqual([]);
  });

  it("go once, however many instances clean up at once", async () => {
    const scope = await newTrail(50);
    const removed = await Promise.all(Array.from({ length: 6 }, () => removeExpiredAuditEvents()));
    expect(removed.reduce((sum, count) => sum + count, 0)).toBe(9);
    expect(await db.auditEvent.count({ where: { scope, action: "audit.expired" } })).toBe(1);
    expect(await kinds(scope)).toEqual([]);
  });

  it("stay where nothing was set, and where they were tampered with", async () => {
    const kept = await newTrail(null);
    const altered = await newTrail(50);
    const [row] = await db.auditEvent.findMany({ where: { scope: altered }, orderBy: { id: "asc" }, take: 1 });
    await tamper("UPDATE audit_events SET outcome = 'denied' WHERE id = $1", [row?.id]);
    expect(await removeExpiredAuditEvents()).toBe(0);
    expect([await rowsOf(kept), await rowsOf(altered)]).toEqual([14, 14]);
    expect(await kinds(altered)).toEqual(["event_changed"]);
  });

  it("of the platform, and of organizations that are gone, are kept as the environment says", async () => {
    const gone = await newTrail(null);
    await db.organization.delete({ where: { id: gone } });
    await write("platform", 100, 3);
    expect(await removeExpiredAuditEvents()).toBe(0);
    vi.spyOn(env, "AUDIT_RETENTION_DAYS", "get").mockReturnValue(70);
    expect(await removeExpiredAuditEvents()).toBe(8);
    expect((await verifyAudit({ scope: "platform" })).ok).toBe(true);
    expect(await kinds(gone)).toEqual([]);
  });
});

describe("what was not removed by us", () => {
  it("is missed: a note without the key, changed or moved, allows nothing", async () => {
    const scope = await newTrail(50);
    await removeExpiredAuditEvents();
    await tamper("UPDATE audit_removals SET last_sequence = 3 WHERE scope = $1", [scope]);
    expect(await kinds(scope)).toEqual(["removal_changed", ...Array(9).fill("event_removed")]);
    await tamper("UPDATE audit_removals SET last_sequence = 9, scope = 'platform', first_sequence = 7 WHERE scope = $1", [scope]);
    expect(new Set(await kinds(scope))).toEqual(new Set(["event_removed"]));
  });

  it("is seen when it is put back in place of what went", async () => {
    const scope = await newTrail(50);
    const [row] = await db.auditEvent.findMany({ where: { scope }, orderBy: { id: "asc" }, take: 1 });
    await removeExpiredAuditEvents();
    await pool.query(
      "INSERT INTO audit_events (id, scope, occurred_at, action, outcome, actor_type, details, mac) VALUES ($1, $2, now(), 'x', 'success', 'system', '{}', 'x')",
      [row?.id, scope],
    );
    expect(await kinds(scope)).toEqual(["event_added"]);
  });

  it.each([
    ["younger than thirty days", 3, 4],
    ["that no note names", 1, 2],
  ])("is refused by the database for rows %s", async (_what, first, last) => {
    const scope = await newTrail(null);
    const client = await pool.connect();
    try {
      await client.query("BEGIN");
      await client.query("INSERT INTO audit_removals VALUES ($1, $2, $3, 'x', 1, now(), 'x')", [scope, first, last]);
      const gone = "DELETE FROM audit_events WHERE id = (SELECT id FROM audit_events WHERE scope = $1 ORDER BY id DESC LIMIT 1)";
      await expect(client.query(gone, [scope])).rejects.toThrow(/append-only/);
    } finally {
      await client.query("ROLLBACK");
      client.release();
    }
  });
});

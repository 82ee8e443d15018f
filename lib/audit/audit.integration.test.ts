import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import type { Actor, CallContext } from "@/lib/access/actor";
import { audit } from "@/lib/audit/audit";
import { auditHeads, sealAuditEvents } from "@/lib/audit/seal";
import { verifyAudit } from "@/lib/audit/verify";
import { db, pool } from "@/lib/db";

const context: CallContext = { requestId: randomUUID(), ip: "2001:db8::7", userAgent: "Mozilla/5.0\r\nforged: line" };
const anonymous: Actor = { kind: "anonymous", context };

afterAll(async () => {
  await db.$disconnect();
  await pool.end();
});

describe("audit", () => {
  it("writes who, what, to whom, from where and with which request, in UTC and safe to show", async () => {
    const scope = randomUUID();
    const [userId, sessionId, targetId] = [randomUUID(), randomUUID(), randomUUID()];
    const session: Actor = {
      ...{ kind: "session", proof: { by: "cookie" }, userId, sessionId, role: "user", email: "ana@example.com" },
      ...{ authTime: new Date(), amr: ["pwd"], context },
    };
    const before = Date.now();
    await db.$transaction((tx) =>
      audit(tx, session, {
        action: "profile.updated",
        target: { type: "user", id: targetId },
        details: { name: "Eve\r\nsession.created by admin\0", lone: "\ud800", nested: [{ "a\nb": 1.5 }] },
        scope,
      }),
    );
    const [row] = await db.auditEvent.findMany({ where: { scope } });
    expect(row).toMatchObject({
      action: "profile.updated",
      outcome: "success",
      actorType: "user",
      actorId: userId,
      sessionId,
      targetType: "user",
      targetId,
      ip: "2001:db8::7",
      userAgent: "Mozilla/5.0␍␊forged: line",
      requestId: context.requestId,
      details: { name: "Eve␍␊session.created by admin␀", lone: "\ufffd", nested: [{ "a␊b": 1.5 }] },
    });
    expect(row?.occurredAt.getTime()).toBeGreaterThanOrEqual(before);
    expect(row?.occurredAt.getTime()).toBeLessThanOrEqual(Date.now());
    expect((await verifyAudit({ scope })).ok).toBe(true);
  });

  it("keeps 512 characters of a user agent and knows a system actor by its name", async () => {
    const scope = randomUUID();
    const cli: Actor = { kind: "system", name: "cli", context: { requestId: "r", ip: null, userAgent: "x".repeat(5000) } };
    await db.$transaction((tx) => audit(tx, cli, { action: "setup.completed", scope }));
    const [row] = await db.auditEvent.findMany({ where: { scope } });
    expect(row).toMatchObject({ actorType: "system", actorId: "cli", ip: null, userAgent: "x".repeat(512), details: {} });
  });

  it("leaves nothing when the change it belongs to is rolled back", async () => {
    const scope = randomUUID();
    const rolledBack = db.$transaction(async (tx) => {
      await audit(tx, anonymous, { action: "session.failed", scope });
      throw new Error("no");
    });
    await expect(rolledBack).rejects.toThrow("no");
    expect(await db.auditEvent.count({ where: { scope } })).toBe(0);
    expect(await db.auditPending.count({ where: { scope } })).toBe(0);
  });

  it("survives the database's own forms of numbers and keys", async () => {
    const scope = randomUUID();
    const details = { z: 1e21, a: 5e-324, "": -0, é: 0.1, "10": 1, "9": Number.MAX_SAFE_INTEGER, big: 1.7976931348623157e308 };
    await db.$transaction((tx) => audit(tx, anonymous, { action: "session.failed", scope, details }));
    expect((await verifyAudit({ scope })).ok).toBe(true);
    await sealAuditEvents();
    expect((await verifyAudit({ scope })).ok).toBe(true);
  });
});

describe("the database itself", () => {
  it.each([
    "UPDATE audit_events SET action = 'x'",
    "UPDATE audit_events SET action = 'x' WHERE false",
    "DELETE FROM audit_events",
    "TRUNCATE audit_events",
    "INSERT INTO audit_events SELECT * FROM audit_events LIMIT 1 ON CONFLICT (id) DO UPDATE SET action = 'x'",
    "UPDATE audit_seals SET hash = 'x'",
    "DELETE FROM audit_seals",
    "TRUNCATE audit_seals CASCADE",
    "UPDATE audit_pending SET scope = 'x'",
    "TRUNCATE audit_pending",
    "SET LOCAL session_replication_role = replica; DELETE FROM audit_events",
  ])("refuses %s", async (statement) => {
    const client = await pool.connect();
    try {
      await client.query("BEGIN");
      await expect(client.query(statement)).rejects.toThrow(/append-only/);
    } finally {
      await client.query("ROLLBACK");
      client.release();
    }
  });
});

describe("sealing", () => {
  it("closes what is open, is idle when nothing is, and moves the head", async () => {
    const scope = randomUUID();
    const head = async () => (await auditHeads()).find((candidate) => candidate.scope === scope);
    await db.$transaction((tx) => audit(tx, anonymous, { action: "session.failed", scope }));
    const first = await sealAuditEvents();
    expect(first.heads.find((candidate) => candidate.scope === scope)).toEqual(await head());
    expect(await head()).toMatchObject({ sequence: 1 });
    await sealAuditEvents();
    expect(await head()).toMatchObject({ sequence: 1 });
    await db.$transaction((tx) => audit(tx, anonymous, { action: "session.failed", scope }));
    await sealAuditEvents();
    expect(await head()).toMatchObject({ sequence: 2 });
    expect(await db.auditPending.count({ where: { scope } })).toBe(0);
  });

  it("cuts more than a thousand open rows into several seals", async () => {
    const scope = randomUUID();
    await db.$transaction(async (tx) => {
      for (let n = 0; n < 1001; n += 1) await audit(tx, anonymous, { action: "session.failed", scope });
    });
    await sealAuditEvents();
    const report = await verifyAudit({ scope });
    expect(report.scopes).toMatchObject([{ seals: 2, sealedEvents: 1001, pendingEvents: 0 }]);
    expect(report.ok).toBe(true);
  });

  it("neither waits for a writer nor makes one wait, and takes the late row next time", async () => {
    const scope = randomUUID();
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    let wrote = () => {};
    const written = new Promise<void>((resolve) => {
      wrote = resolve;
    });
    const slow = db.$transaction(async (tx) => {
      await audit(tx, anonymous, { action: "session.failed", scope, details: { late: true } });
      wrote();
      await gate;
    });
    await written;
    await db.$transaction((tx) => audit(tx, anonymous, { action: "session.failed", scope }));
    await sealAuditEvents();
    expect((await verifyAudit({ scope })).scopes).toMatchObject([{ seals: 1, sealedEvents: 1 }]);
    release();
    await slow;
    await sealAuditEvents();
    const report = await verifyAudit({ scope });
    expect(report).toMatchObject({ ok: true, scopes: [{ seals: 2, sealedEvents: 2, pendingEvents: 0 }] });
  });

  it("misses none and takes none twice: 200 writers with rollbacks while two sealers run and a verifier watches", async () => {
    const scopes = [randomUUID(), randomUUID()];
    let isWriting = true;
    const writer = async (index: number) => {
      const isRolledBack = index % 3 === 0;
      const work = db.$transaction(
        async (tx) => {
          const scope = scopes[index % 2] ?? "";
          await audit(tx, anonymous, { action: "session.created", scope, details: { index } });
          if (index % 5 === 0) await tx.$executeRaw`SELECT pg_sleep(0.02)`;
          await audit(tx, anonymous, { action: "session.ended", scope, details: { index } });
          if (isRolledBack) throw new Error("rolled back");
        },
        { maxWait: 30_000, timeout: 30_000 },
      );
      return work.then(
        () => 2,
        () => 0,
      );
    };
    const sealer = async () => {
      while (isWriting) await sealAuditEvents();
    };
    const watcher = async () => {
      const verdicts: boolean[] = [];
      while (isWriting) verdicts.push((await verifyAudit({ scope: scopes[0] ?? "" })).ok);
      return verdicts;
    };
    const sealers = [sealer(), sealer()];
    const watching = watcher();
    const written = await Promise.all(Array.from({ length: 200 }, (_, index) => writer(index)));
    isWriting = false;
    await Promise.all(sealers);
    expect((await watching).every(Boolean)).toBe(true);
    await sealAuditEvents();

    const committed = written.reduce((sum: number, rows) => sum + rows, 0);
    expect(committed).toBe(266);
    let sealed = 0;
    for (const scope of scopes) {
      const report = await verifyAudit({ scope });
      expect(report.findings).toEqual([]);
      expect(report.scopes[0]?.pendingEvents).toBe(0);
      sealed += report.scopes[0]?.sealedEvents ?? 0;
      const { rows } = await pool.query(
        `SELECT count(*)::int AS listed, count(DISTINCT id)::int AS rows, (SELECT count(*)::int FROM audit_events WHERE scope = $1) AS written
         FROM (SELECT unnest(event_ids) AS id FROM audit_seals WHERE scope = $1) sealed`,
        [scope],
      );
      expect(rows[0].listed).toBe(rows[0].rows);
      expect(rows[0].listed).toBe(rows[0].written);
    }
    expect(sealed).toBe(committed);
  });
});

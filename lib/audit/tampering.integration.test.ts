import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import type { Actor } from "@/lib/access/actor";
import { audit } from "@/lib/audit/audit";
import { sealAuditEvents } from "@/lib/audit/seal";
import { GENESIS_HASH, hashEvents, hashSeal } from "@/lib/audit/seal-hash";
import { verifyAudit } from "@/lib/audit/verify";
import { db, pool } from "@/lib/db";

const actor: Actor = { kind: "anonymous", context: { requestId: randomUUID(), ip: "192.0.2.7", userAgent: "test" } };

afterAll(async () => {
  await db.$disconnect();
  await pool.end();
});

/** A scope of its own with three seals of three rows and two rows that are still open. */
async function makeTrail() {
  const scope = randomUUID();
  const write = (count: number) =>
    db.$transaction(async (tx) => {
      for (let n = 0; n < count; n += 1) await audit(tx, actor, { action: "session.failed", outcome: "failure", scope, details: { n } });
    });
  for (let seal = 0; seal < 3; seal += 1) {
    await write(3);
    await sealAuditEvents();
  }
  await write(2);
  const { rows: seals } = await pool.query<{ sequence: number; event_ids: string[]; events_hash: string; hash: string }>(
    "SELECT sequence, event_ids::text[], events_hash, hash FROM audit_seals WHERE scope = $1 ORDER BY sequence",
    [scope],
  );
  const { rows: open } = await pool.query<{ event_id: string }>("SELECT event_id FROM audit_pending WHERE scope = $1 ORDER BY 1", [scope]);
  const sealed = (sequence: number, position: number) => {
    const id = seals[sequence - 1]?.event_ids[position];
    if (!id) throw new Error("no such sealed row");
    return id;
  };
  const pending = open.map((row) => row.event_id);
  return { scope, seals, sealed, pending };
}

const TRIGGERS = [
  ["audit_events", "audit_events_append_only"],
  ["audit_events", "audit_events_kept"],
  ["audit_removals", "audit_removals_append_only"],
  ["audit_seals", "audit_seals_append_only"],
  ["audit_pending", "audit_pending_only_taken"],
];

/** What somebody who owns the database can do: the triggers are off while the statements run. */
async function tamper(...statements: [sql: string, values: unknown[]][]) {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    for (const [table, trigger] of TRIGGERS) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER ${trigger}`);
    for (const [sql, values] of statements) {
      const { rowCount } = await client.query(sql, values);
      expect(rowCount).toBeGreaterThan(0);
    }
    for (const [table, trigger] of TRIGGERS) await client.query(`ALTER TABLE ${table} ENABLE ALWAYS TRIGGER ${trigger}`);
    await client.query("COMMIT");
  } finally {
    client.release();
  }
}

const findings = async (scope: string) => (await verifyAudit({ scope })).findings;

describe("verifyAudit", () => {
  it("finds nothing in an honest trail and reports what it looked at", async () => {
    const { scope, seals } = await makeTrail();
    const report = await verifyAudit({ scope });
    expect(report).toMatchObject({ ok: true, findings: [], findingCount: 0 });
    expect(report.scopes).toEqual([
      { scope, seals: 3, sealedEvents: 9, removedEvents: 0, pendingEvents: 2, head: { scope, sequence: 3, hash: seals[2]?.hash } },
    ]);
  });

  it.each([
    ["action", "'session.created'"],
    ["outcome", "'success'"],
    ["occurred_at", "occurred_at - interval '1 ms'"],
    ["actor_type", "'user'"],
    ["actor_id", "'x'"],
    ["session_id", "'x'"],
    ["target_type", "'x'"],
    ["target_id", "'x'"],
    ["ip", "'192.0.2.8'"],
    ["user_agent", "NULL"],
    ["request_id", "'x'"],
    ["impersonator_id", "'x'"],
    ["details", `'{"n": 7}'`],
    ["details", `repeat('[', 2000)::text || repeat(']', 2000)`],
    ["mac", "repeat('0', 64)"],
    ["occurred_at", "'infinity'"],
  ])("names the row whose %s was changed, sealed or not (%s)", async (column, value) => {
    const { scope, sealed, pending } = await makeTrail();
    const ids = [sealed(2, 1), pending[0]];
    const cast = column === "details" ? `(${value})::jsonb` : value;
    await tamper([`UPDATE audit_events SET ${column} = ${cast} WHERE id = ANY ($1)`, [ids]]);
    expect(await findings(scope)).toEqual([
      { kind: "event_changed", scope, eventId: ids[0], sequence: 2 },
      { kind: "event_changed", scope, eventId: ids[1], sequence: null },
    ]);
  });

  it("names a removed row, also one that vanished before it was sealed, and still after the sealing", async () => {
    const { scope, sealed, pending } = await makeTrail();
    const [open] = pending;
    await tamper(["DELETE FROM audit_events WHERE id = ANY ($1)", [[sealed(1, 0), sealed(3, 2), open]]]);
    expect(await findings(scope)).toEqual([
      { kind: "event_removed", scope, eventId: sealed(1, 0), sequence: 1 },
      { kind: "event_removed", scope, eventId: sealed(3, 2), sequence: 3 },
      { kind: "event_removed", scope, eventId: open, sequence: null },
    ]);
    await sealAuditEvents();
    expect(await findings(scope)).toContainEqual({ kind: "event_removed", scope, eventId: open, sequence: 4 });
  });

  it("names a row that was added beside the trail, and one that was put in the queue", async () => {
    const { scope, sealed } = await makeTrail();
    const [beside, queued] = [randomUUID(), randomUUID()];
    const copy = `INSERT INTO audit_events SELECT $2, scope, occurred_at, action, outcome, actor_type, actor_id, session_id,
      target_type, target_id, ip, user_agent, request_id, details, mac FROM audit_events WHERE id = $1`;
    await tamper(
      [copy, [sealed(1, 1), beside]],
      [copy, [sealed(1, 1), queued]],
      ["INSERT INTO audit_pending VALUES ($1, $2)", [scope, queued]],
    );
    const expected = [
      { kind: "event_changed", scope, eventId: queued, sequence: null },
      { kind: "event_added", scope, eventId: beside },
    ];
    expect(await findings(scope)).toEqual(expected);
  });

  it("names a row that was hidden from the sealer", async () => {
    const { scope, pending } = await makeTrail();
    await tamper(["DELETE FROM audit_pending WHERE event_id = $1", [pending[1]]]);
    expect(await findings(scope)).toEqual([{ kind: "event_added", scope, eventId: pending[1] }]);
  });

  it("sees a row moved into another scope", async () => {
    const { scope, sealed } = await makeTrail();
    await tamper(["UPDATE audit_events SET scope = $2 WHERE id = $1", [sealed(2, 0), randomUUID()]]);
    expect(await findings(scope)).toEqual([{ kind: "event_changed", scope, eventId: sealed(2, 0), sequence: 2 }]);
  });

  it("sees rows put in another order", async () => {
    const { scope, sealed } = await makeTrail();
    const order = [sealed(2, 1), sealed(2, 0), sealed(2, 2)];
    await tamper(["UPDATE audit_seals SET event_ids = $2 WHERE scope = $1 AND sequence = 2", [scope, order]]);
    expect(await findings(scope)).toEqual([{ kind: "events_reordered", scope, sequence: 2 }]);
  });

  it("sees rows exchanged between seals, and a row struck from its seal", async () => {
    const { scope, sealed } = await makeTrail();
    const set = "UPDATE audit_seals SET event_ids = $3 WHERE scope = $1 AND sequence = $2";
    await tamper(
      [set, [scope, 1, [sealed(2, 0), sealed(1, 1), sealed(1, 2)]]],
      [set, [scope, 2, [sealed(1, 0), sealed(2, 1), sealed(2, 2)]]],
      [set, [scope, 3, [sealed(3, 0), sealed(3, 1)]]],
    );
    expect(await findings(scope)).toEqual([
      { kind: "batch_changed", scope, sequence: 1 },
      { kind: "batch_changed", scope, sequence: 2 },
      { kind: "seal_changed", scope, sequence: 3 },
      { kind: "batch_changed", scope, sequence: 3 },
      { kind: "event_added", scope, eventId: sealed(3, 2) },
    ]);
  });

  it("sees a row that was queued a second time", async () => {
    const { scope, sealed } = await makeTrail();
    await tamper(["INSERT INTO audit_pending VALUES ($1, $2)", [scope, sealed(1, 0)]]);
    expect(await findings(scope)).toEqual([{ kind: "event_repeated", scope, eventId: sealed(1, 0) }]);
    await sealAuditEvents();
    expect(await findings(scope)).toEqual([{ kind: "event_repeated", scope, eventId: sealed(1, 0) }]);
  });

  it.each([
    ["sealed_at", "sealed_at + interval '1 hour'", ["seal_changed"]],
    ["events_hash", "repeat('a', 64)", ["seal_changed", "batch_changed"]],
    ["previous_hash", "repeat('a', 64)", ["seal_changed", "chain_broken"]],
    ["hash", "repeat('a', 64)", ["seal_changed", "chain_broken"]],
    ["mac", "repeat('a', 64)", ["seal_changed"]],
    ["sealed_at", "'infinity'", ["seal_changed"]],
  ])("sees a seal whose %s was changed (%s)", async (column, value, kinds) => {
    const { scope } = await makeTrail();
    await tamper([`UPDATE audit_seals SET ${column} = ${value} WHERE scope = $1 AND sequence = 2`, [scope]]);
    expect((await findings(scope)).map((finding) => finding.kind)).toEqual(kinds);
  });

  it("sees removed seals, with or without their rows", async () => {
    const { scope, seals, sealed } = await makeTrail();
    const ids = [0, 1, 2].map((position) => sealed(2, position));
    await tamper(["DELETE FROM audit_seals WHERE scope = $1 AND sequence = 2", [scope]]);
    expect(await findings(scope)).toEqual([
      { kind: "seals_removed", scope, firstSequence: 2, lastSequence: 2 },
      ...ids.map((eventId) => ({ kind: "event_added", scope, eventId })),
    ]);
    await tamper(
      ["DELETE FROM audit_seals WHERE scope = $1 AND sequence = 1", [scope]],
      ["DELETE FROM audit_events WHERE id = ANY ($1)", [[...ids, ...(seals[0]?.event_ids ?? [])]]],
    );
    expect(await findings(scope)).toEqual([{ kind: "seals_removed", scope, firstSequence: 1, lastSequence: 2 }]);
  });

  it("sees a chain that was rewritten from a removed row on, with every hash computed again but without the key", async () => {
    const { scope, seals, sealed } = await makeTrail();
    let previousHash = seals[0]?.hash ?? GENESIS_HASH;
    const statements: [string, unknown[]][] = [["DELETE FROM audit_events WHERE id = $1", [sealed(2, 0)]]];
    for (const seal of seals.slice(1)) {
      const ids = seal.event_ids.filter((id) => id !== sealed(2, 0));
      const { rows } = await pool.query<{ id: string; mac: string }>("SELECT id, mac FROM audit_events WHERE id = ANY ($1) ORDER BY id", [
        ids,
      ]);
      const sealedAt = new Date();
      const eventsHash = hashEvents(rows);
      const hash = hashSeal({ scope, sequence: seal.sequence, previousHash, sealedAt, eventsHash, eventCount: rows.length });
      statements.push([
        `UPDATE audit_seals SET event_ids = $3, events_hash = $4, previous_hash = $5, sealed_at = $6, hash = $7
         WHERE scope = $1 AND sequence = $2`,
        [scope, seal.sequence, ids, eventsHash, previousHash, sealedAt, hash],
      ]);
      previousHash = hash;
    }
    await tamper(...statements);
    expect(await findings(scope)).toEqual([
      { kind: "seal_changed", scope, sequence: 2 },
      { kind: "seal_changed", scope, sequence: 3 },
    ]);
  });

  it("sees a cut-off end only against a head that was kept elsewhere", async () => {
    const { scope, seals, sealed, pending } = await makeTrail();
    const expectedHeads = [{ scope, sequence: 3, hash: seals[2]?.hash ?? "" }];
    expect((await verifyAudit({ scope, expectedHeads })).ok).toBe(true);
    const rows = [0, 1, 2].map((position) => sealed(3, position));
    await tamper(
      ["DELETE FROM audit_seals WHERE scope = $1 AND sequence = 3", [scope]],
      ["DELETE FROM audit_pending WHERE scope = $1", [scope]],
      ["DELETE FROM audit_events WHERE id = ANY ($1)", [[...rows, ...pending]]],
    );
    expect((await verifyAudit({ scope })).ok).toBe(true);
    expect((await verifyAudit({ scope, expectedHeads })).findings).toEqual([{ kind: "head_missing", scope, sequence: 3 }]);
    const older = [{ scope, sequence: 2, hash: "0".repeat(64) }];
    expect((await verifyAudit({ scope, expectedHeads: older })).findings).toEqual([{ kind: "head_differs", scope, sequence: 2 }]);
  });

  it("says that the key is another one when not one keyed hash matches", async () => {
    const { scope } = await makeTrail();
    await tamper(
      ["UPDATE audit_events SET mac = repeat('b', 64) WHERE scope = $1", [scope]],
      ["UPDATE audit_seals SET mac = repeat('b', 64) WHERE scope = $1", [scope]],
    );
    expect((await findings(scope))[0]).toEqual({ kind: "key_differs" });
  });
});

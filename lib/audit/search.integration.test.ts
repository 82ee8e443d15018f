import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { findAuditRows } from "@/lib/audit/find-rows";
import { readAuditQuery } from "@/lib/audit/search";
import { db } from "@/lib/db";

interface Row {
  id: string;
  action: string;
  outcome: string;
  actor_id: string | null;
  target_id: string | null;
  ip: string | null;
}

const scope = randomUUID();
const elsewhere = randomUUID();
let rows: Row[];

/** More rows than are looked at for one page, with what is rare at the beginning, and the same again in another chain. */
beforeAll(async () => {
  for (const chain of [scope, elsewhere]) {
    await db.$executeRaw`
      INSERT INTO audit_events (id, scope, occurred_at, action, outcome, actor_type, actor_id, target_id, ip, details, mac)
      SELECT (lpad(to_hex(1900000000000 + n * 60000), 12, '0') || '7000' || substr('89ab', 1 + n % 4, 1) || substr(md5(${chain} || n), 1, 15))::uuid,
             ${chain}, to_timestamp(1900000000 + n * 60),
             CASE WHEN n <= 60 THEN 'role.deleted' WHEN n % 500 = 0 THEN 'role.created' WHEN n % 7 = 0 THEN 'session.failed' ELSE 'session.created' END,
             CASE WHEN n <= 30 THEN 'denied' WHEN n % 7 = 0 THEN 'failure' ELSE 'success' END, 'user',
             CASE WHEN n <= 40 THEN 'rare' WHEN n % 3 = 0 THEN NULL ELSE 'often' END,
             CASE WHEN n % 11 = 0 THEN 'x' END,
             CASE WHEN n <= 50 THEN '203.0.113.9' WHEN n % 5 = 0 THEN NULL ELSE '192.0.2.1' END, '{}', 'x'
        FROM generate_series(1, 11500) AS n`;
  }
  rows = await db.$queryRaw<
    Row[]
  >`SELECT id::text, action, outcome, actor_id, target_id, ip FROM audit_events WHERE scope = ${scope} ORDER BY id DESC`;
});

/** Every page of a search, and how many there were. */
async function everything(q: string, chain: string | null = scope, limit = 100): Promise<{ ids: string[]; pages: number }> {
  const conditions = await readAuditQuery(q, chain === null ? "platform" : "organization");
  const ids: string[] = [];
  let cursor: string | undefined;
  for (let pages = 1; ; pages += 1) {
    const page = await findAuditRows(chain, conditions, { limit, cursor });
    ids.push(...page.rows.map(({ id }) => id));
    if (page.next_cursor === null) return { ids, pages };
    cursor = page.next_cursor;
  }
}

const CASES: [q: string, matches: (row: Row) => boolean, pages: number][] = [
  ["action:role.deleted", (row) => row.action === "role.deleted", 1],
  ["action:role.*", (row) => row.action.startsWith("role."), 1],
  ["action:role.* -action:role.created", (row) => row.action === "role.deleted", 1],
  ["-action:session.* -action:role.created", (row) => row.action === "role.deleted", 1],
  ["actor:rare", (row) => row.actor_id === "rare", 1],
  ["ip:203.0.113.9", (row) => row.ip === "203.0.113.9", 1],
  ["outcome:denied", (row) => row.outcome === "denied", 1],
  ["-outcome:success -outcome:failure", (row) => row.outcome === "denied", 1],
  ["actor:rare action:session.created", () => false, 1],
  ["actor:rare -ip:203.0.113.9", () => false, 1],
  ["-actor:often action:role.created", (row) => row.actor_id !== "often" && row.action === "role.created", 1],
  ["-actor:often -ip:192.0.2.1 target:x", (row) => row.actor_id !== "often" && row.ip !== "192.0.2.1" && row.target_id === "x", 2],
  ["-actor:often -actor:rare", (row) => row.actor_id !== "often" && row.actor_id !== "rare", 39],
  ["-ip:192.0.2.1 -action:session.* -action:role.created", (row) => row.ip !== "192.0.2.1" && row.action === "role.deleted", 2],
  ["action:nothing.here", () => false, 1],
];

describe("a search of a log with more rows than are looked at for a page", () => {
  it.each(CASES)("%s finds every row that matches, once, newest first, page by page", async (q, matches, pages) => {
    const found = await everything(q);
    const expected = rows.filter(matches).map(({ id }) => id);
    expect(found.ids).toEqual(expected);
    expect(found.pages).toBeLessThanOrEqual(pages + 1);
  });

  it("keeps to a range of time, and leaves one out", async () => {
    const day = new Date(1_900_000_000_000 + 3_000 * 60_000).toISOString().slice(0, 10);
    const inside = (await everything(`created:${day}`)).ids;
    const outside = (await everything(`-created:${day}`)).ids;
    expect(inside.length).toBe(1_440);
    expect([...inside, ...outside].toSorted()).toEqual(rows.map(({ id }) => id).toSorted());
    const some = await everything(`created:${day} -action:session.created`);
    const actions = new Map(rows.map(({ id, action }) => [id, action]));
    expect(some.ids).toEqual(inside.filter((id) => actions.get(id) !== "session.created"));
  });

  it("skips, as callers do who count pages", async () => {
    const conditions = await readAuditQuery("-action:session.created");
    const expected = rows.filter(({ action }) => action !== "session.created").map(({ id }) => id);
    const { rows: page } = await findAuditRows(scope, conditions, { limit: 10, skip: 900 });
    expect(page.map(({ id }) => id)).toEqual(expected.slice(900, 910));
  });

  it("looks at all chains together, or at the one that is named, from above", async () => {
    expect((await everything("actor:rare", null)).ids).toHaveLength(80);
    expect((await everything(`scope:${scope} actor:rare`, null)).ids).toEqual((await everything("actor:rare")).ids);
    expect((await everything(`-scope:${elsewhere} action:role.deleted`, null)).ids).toHaveLength(60);
    expect((await everything("scope:platform scope:harbour", null)).ids).toEqual([]);
    expect((await everything("-outcome:success -action:session.failed", null)).ids).toHaveLength(74);
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SystemActor } from "@/lib/access/actor";
import { listAccounts } from "@/lib/accounts/administration";
import { db, pool } from "@/lib/db";

const operator: SystemActor = { kind: "system", name: "cli", context: { requestId: "test", ip: null, userAgent: null } };

type Search = Partial<Parameters<typeof listAccounts>[1]>;
const list = (search: Search) => listAccounts(operator, { limit: 50, ...search });
const found = async (text: string, more: Search = {}) => (await list({ search: text, ...more })).items.map(({ email }) => email).toSorted();

beforeAll(async () => {
  await db.user.createMany({
    data: [
      { email: "ana_abel@old.example", username: "ana.abel", name: "Ana Abel" },
      { email: "anaxabel@old.example", name: "Ána Öztürk", role: "admin" },
      { email: "percent@old.example", name: "100% Bea", isActive: false },
      { email: "o@old.example", name: "Maria de Ávila" },
      { email: "bo@old.example" },
    ],
  });
  // Enough to be beyond the newest, which are looked through one by one.
  await db.$executeRaw`
    INSERT INTO users (id, email, name, updated_at, role)
    SELECT (lpad(to_hex(1900000000000 + n), 12, '0') || '7000' || '8000' || lpad(to_hex(n), 12, '0'))::uuid,
           'crowd' || n || '@new.example', 'Crowd ' || n, now(), 'guest' FROM generate_series(1, 6000) AS n`;
  await pool.query("ANALYZE users");
});
afterAll(async () => {
  await db.$disconnect();
  await pool.end();
});

describe("searching for accounts", () => {
  it("finds a part of an address, username or name in any case, also far behind the newest", async () => {
    expect(await found("ABEL@old")).toEqual(["ana_abel@old.example", "anaxabel@old.example"]);
    expect(await found("na.Ab")).toEqual(["ana_abel@old.example"]);
    expect(await found("ÖZTÜ")).toEqual(["anaxabel@old.example"]);
    expect(await found("nobody at all")).toEqual([]);
  });

  it("finds by a whole address its account alone", async () => {
    expect(await found("O@old.example")).toEqual(["o@old.example"]);
    expect(await found("o@old.example", { role: "admin" })).toEqual([]);
    expect(await found("percent@old.exampl")).toEqual(["percent@old.example"]);
  });

  it("takes %, _ and \\ as they are typed", async () => {
    expect(await found("ana_")).toEqual(["ana_abel@old.example"]);
    expect(await found("100%")).toEqual(["percent@old.example"]);
    expect(await found("%%%")).toEqual([]);
    expect(await found("\\\\\\")).toEqual([]);
  });

  it("looks for one or two characters where words begin", async () => {
    expect(await found("öz")).toEqual(["anaxabel@old.example"]);
    expect(await found("DE")).toEqual(["o@old.example"]);
    expect(await found("o")).toEqual(["o@old.example"]);
    expect(await found("zt")).toEqual([]);
  });

  it("keeps to a role and a state", async () => {
    expect(await found("old.example", { role: "admin" })).toEqual(["anaxabel@old.example"]);
    expect(await found("old.example", { status: "disabled" })).toEqual(["percent@old.example"]);
    expect(await found("crowd1", { role: "admin" })).toEqual([]);
  });

  it("pages through frequent and rare hits without losing or repeating one", async () => {
    for (const [search, total] of [
      ["crowd59", 111],
      ["old.example", 5],
      ["example", 6005],
    ] as const) {
      const seen = new Set<string>();
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof list>> = await list({ search, limit: 100, ...(cursor ? { cursor } : {}) });
        for (const { id } of page.items) seen.add(id);
        cursor = page.next_cursor;
      } while (cursor);
      expect(seen.size).toBe(total);
    }
    const [first, second] = [await list({ search: "crowd", limit: 2 }), await list({ search: "crowd", limit: 1, skip: 1 })];
    expect(second.items[0]?.id).toBe(first.items[1]?.id);
  });

  it("has an index for each of its questions", async () => {
    const { rows } = await pool.query<{ indexdef: string }>("SELECT indexdef FROM pg_indexes WHERE tablename = 'users'");
    const definitions = rows.map(({ indexdef }) => indexdef).join("\n");
    expect(definitions).toMatch(/USING gin \(email gin_trgm_ops, username gin_trgm_ops, name gin_trgm_ops\)/);
    expect(definitions).toMatch(/\(role, id DESC\)/);
    expect(definitions).toMatch(/\(is_active, id DESC\)/);
  });
});

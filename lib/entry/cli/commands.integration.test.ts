import { randomUUID } from "node:crypto";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db, pool } from "@/lib/db";
import type { CliIo } from "@/lib/entry/cli/command";
import { runCommandLine } from "@/lib/entry/cli/run";

const PASSWORD = "a heron stands in cold water";

async function portico(argv: string[], typed: { stdin?: string; secrets?: string[] } = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const secrets = [...(typed.secrets ?? [])];
  const io: CliIo = {
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    readInput: async () => typed.stdin ?? "",
    askSecret: async () => secrets.shift() ?? null,
    ask: async () => null,
    redraw: null,
    interruption: () => new AbortController().signal,
  };
  const exitCode = await runCommandLine(argv, io);
  return { exitCode, out: out.join("\n"), err: err.join("\n"), json: () => JSON.parse(out.join("\n")) };
}

const newAdmin = (email: string) => portico(["admin", "create", "--email", email, "--password-stdin"], { stdin: `${PASSWORD}\n` });

async function openSession(userId: string) {
  const inAnHour = new Date(Date.now() + 3_600_000);
  return db.session.create({
    data: {
      ...{ userId, sessionToken: randomUUID(), expires: inAnHour, absoluteExpiresAt: inAnHour, idleSeconds: 900 },
      ...{ authTime: new Date(), amr: ["pwd"], ip: "192.0.2.1", userAgent: "test" },
    },
  });
}

const actions = async (targetId: string) => {
  const rows = await db.auditEvent.findMany({ where: { targetId }, orderBy: { id: "asc" } });
  expect(rows.every((row) => row.actorType === "system" && row.actorId === "cli")).toBe(true);
  return rows.map((row) => row.action);
};

afterAll(async () => {
  await db.$disconnect();
  await pool.end();
});

describe("portico admin create", () => {
  it("makes an administrator who has proved their address, with the password from standard input", async () => {
    const made = await newAdmin("First@Example.com");
    expect(made).toMatchObject({ exitCode: 0, out: "first@example.com is a new administrator.", err: "" });
    const user = await db.user.findUniqueOrThrow({ where: { email: "first@example.com" } });
    expect(user).toMatchObject({ role: "admin", isActive: true });
    expect(user.emailVerified).not.toBeNull();
    expect(user.passwordHash).not.toContain(PASSWORD);
    expect(await actions(user.id)).toEqual(["account.created"]);
  });

  it("asks twice at a terminal and takes only what was typed the same", async () => {
    const argv = ["admin", "create", "--email", "typed@example.com", "--name", "Ty Ped"];
    expect(await portico(argv, { secrets: [PASSWORD, "something else"] })).toMatchObject({ exitCode: 2 });
    expect(await portico(argv, { secrets: [PASSWORD, PASSWORD] })).toMatchObject({ exitCode: 0 });
    expect(await db.user.findUniqueOrThrow({ where: { email: "typed@example.com" } })).toMatchObject({ name: "Ty Ped" });
  });

  it("prints a password that it made, once", async () => {
    const made = await portico(["admin", "create", "--email", "made@example.com", "--generate-password", "--json"]);
    expect(made.exitCode).toBe(0);
    expect(made.json()).toMatchObject({ email: "made@example.com", result: "created", password: expect.stringMatching(/^.{40,}$/) });
  });

  it("refuses a password that the policy refuses, and leaves nothing", async () => {
    const made = await portico(["admin", "create", "--email", "weak@example.com", "--password-stdin", "--json"], { stdin: "password" });
    expect(made.exitCode).toBe(1);
    expect(made.json()).toMatchObject({ error: { type: "VALIDATION_ERROR" } });
    expect(await db.user.count({ where: { email: "weak@example.com" } })).toBe(0);
  });

  it("promotes an account that proved its address and leaves its password and sessions", async () => {
    const user = await db.user.create({ data: { email: "known@example.com", emailVerified: new Date(), passwordHash: "kept" } });
    await openSession(user.id);
    const made = await portico(["admin", "create", "--email", user.email, "--keep-password"]);
    expect(made).toMatchObject({ exitCode: 0, out: "known@example.com is an administrator now." });
    expect(await db.user.findUniqueOrThrow({ where: { id: user.id } })).toMatchObject({ role: "admin", passwordHash: "kept" });
    expect(await db.session.count({ where: { userId: user.id } })).toBe(1);
    expect(await actions(user.id)).toEqual(["account.role_changed"]);
  });

  it("takes an unproven account over only with a new password, which ends what its registrant had", async () => {
    const user = await db.user.create({ data: { email: "squatted@example.com", passwordHash: "planted" } });
    await openSession(user.id);
    expect(await portico(["admin", "create", "--email", user.email, "--keep-password"])).toMatchObject({ exitCode: 1 });
    expect(await db.user.findUniqueOrThrow({ where: { id: user.id } })).toMatchObject({ role: "user" });
    expect(await newAdmin(user.email)).toMatchObject({ exitCode: 0 });
    const taken = await db.user.findUniqueOrThrow({ where: { id: user.id } });
    expect(taken.role).toBe("admin");
    expect(taken.passwordHash).not.toBe("planted");
    expect(await db.session.count({ where: { userId: user.id } })).toBe(0);
    expect(await actions(user.id)).toEqual(["password.reset", "account.role_changed"]);
  });
});

describe("portico user and portico session", () => {
  it("page through all accounts by cursor without losing or repeating one, and search in any case", async () => {
    for (let n = 0; n < 5; n += 1) await db.user.create({ data: { email: `page${n}@list.example`, name: `Page ${n}` } });
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const argv = ["user", "list", "--search", "LIST.example", "--limit", "2", "--json"];
      const page: { items: { email: string }[]; next_cursor: string | null } = (
        await portico([...argv, ...(cursor ? ["--cursor", cursor] : [])])
      ).json();
      seen.push(...page.items.map((item) => item.email));
      cursor = page.next_cursor;
    } while (cursor);
    expect(seen).toEqual([4, 3, 2, 1, 0].map((n) => `page${n}@list.example`));
  });

  it("never show a password hash or a session's token", async () => {
    const user = await db.user.create({ data: { email: "shown@example.com", username: "shown", passwordHash: "hash-of-it" } });
    const session = await openSession(user.id);
    const shown = await portico(["user", "show", "SHOWN", "--json"]);
    expect(shown.json()).toMatchObject({ id: user.id, has_password: true, sessions: 1 });
    const listed = await portico(["session", "list", user.id, "--json"]);
    expect(listed.json().items).toMatchObject([{ id: session.id, ip: "192.0.2.1" }]);
    for (const { out } of [shown, listed]) {
      expect(out).not.toContain("hash-of-it");
      expect(out).not.toContain(session.sessionToken);
    }
  });

  it("disable an account: signed out at once, its owner told, both in one commit; and enable it again", async () => {
    const user = await db.user.create({ data: { email: "out@example.com" } });
    await openSession(user.id);
    expect(await portico(["user", "disable", user.email])).toMatchObject({ exitCode: 0 });
    expect(await db.user.findUniqueOrThrow({ where: { id: user.id } })).toMatchObject({ isActive: false });
    expect(await db.session.count({ where: { userId: user.id } })).toBe(0);
    const { rows } = await pool.query("SELECT FROM graphile_worker.jobs WHERE task_identifier = 'mail.security_notice'");
    expect(rows).toHaveLength(1);
    expect((await portico(["user", "list", "--status", "disabled", "--json"])).json().items).toMatchObject([{ id: user.id }]);
    expect((await portico(["user", "disable", user.email, "--json"])).json()).toMatchObject({ changed: false });
    expect((await portico(["user", "enable", user.email, "--json"])).json()).toMatchObject({ changed: true, is_active: true });
    expect(await actions(user.id)).toEqual(["account.deactivated", "account.activated"]);
  });

  it("never disable the last administrator", async () => {
    await db.user.updateMany({ where: { role: "admin" }, data: { role: "user" } });
    await newAdmin("last@example.com");
    expect(await portico(["user", "disable", "last@example.com"])).toMatchObject({ exitCode: 1, err: expect.stringContaining("last") });
  });

  it("end one session, or all of somebody's", async () => {
    const user = await db.user.create({ data: { email: "sessions@example.com" } });
    const [one] = [await openSession(user.id), await openSession(user.id), await openSession(user.id)];
    expect(await portico(["session", "revoke", one.id])).toMatchObject({ exitCode: 0 });
    expect(await portico(["session", "revoke", one.id])).toMatchObject({ exitCode: 1, err: expect.stringContaining("no such session") });
    expect((await portico(["session", "revoke", "--user", user.email, "--json"])).json()).toEqual({ revoked: 2 });
    expect(await actions(user.id)).toEqual(["session.revoked", "sessions.revoked_all"]);
  });

  it("print a name without obeying the escape sequences in it", async () => {
    await db.user.create({ data: { email: "escape@example.com", name: "\u001b[31mRed" } });
    const { out } = await portico(["user", "list", "--search", "escape@"]);
    expect(out).toContain("␛[31mRed");
    expect(out).not.toContain("\u001b");
  });

  it("say that there is no such account", async () => {
    expect(await portico(["user", "show", "nobody"])).toMatchObject({ exitCode: 1, err: expect.stringContaining("no such account") });
  });
});

describe("portico audit", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "portico-heads-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("seals, prints the head, verifies against it, and answers tampering with exit code 1", async () => {
    await newAdmin("sealed@example.com");
    expect(await portico(["audit", "seal"])).toMatchObject({ exitCode: 0 });
    const head = await portico(["audit", "head"]);
    expect(head.out).toMatch(/^platform:1:[0-9a-f]{64}$/);
    const file = path.join(folder, "heads");
    await writeFile(file, `${head.out}\n`);
    expect(await portico(["audit", "verify", "--expect-file", file])).toMatchObject({ exitCode: 0 });
    expect((await portico(["audit", "verify", "--json"])).json()).toMatchObject({ ok: true, finding_count: 0 });

    const other = `platform:1:${"0".repeat(64)}`;
    const differs = await portico(["audit", "verify", "--expect", other, "--json"]);
    expect(differs.exitCode).toBe(1);
    expect(differs.json()).toMatchObject({ ok: false, findings: [{ kind: "head_differs", scope: "platform", sequence: 1 }] });

    await pool.query("ALTER TABLE audit_events DISABLE TRIGGER audit_events_append_only");
    await pool.query("UPDATE audit_events SET outcome = 'failure' WHERE id = (SELECT min(id::text)::uuid FROM audit_events)");
    const changed = await portico(["audit", "verify"]);
    expect(changed.exitCode).toBe(1);
    expect(changed.out).toContain("was changed after it was written");
    expect(await portico(["doctor"])).toMatchObject({ exitCode: 1, out: expect.stringContaining("a trigger is missing or off") });
  });
});

describe("portico cleanup and portico doctor", () => {
  it("deletes what ended long ago and says how much", async () => {
    const user = await db.user.create({ data: { email: "old@example.com" } });
    const session = await openSession(user.id);
    const long = new Date("2020-01-01T00:00:00Z");
    await db.session.update({ where: { id: session.id }, data: { expires: long, absoluteExpiresAt: long } });
    const done = await portico(["cleanup", "--json"]);
    expect(done.exitCode).toBe(0);
    expect(done.json()).toMatchObject({ sessions: 1, one_time_tokens: 0, inbox_messages: 0 });
  });

  it("finds a secret that others can read", async () => {
    const { env } = await import("@/lib/env");
    const before = env.PORTICO_DATA_DIR;
    const folder = await mkdtemp(path.join(tmpdir(), "portico-data-"));
    const file = path.join(folder, "secrets.json");
    await writeFile(file, "{}");
    env.PORTICO_DATA_DIR = folder;
    const secretsCheck = async () => {
      const { json } = await portico(["doctor", "--json"]);
      return json().checks.find((check: { name: string }) => check.name === "secrets");
    };
    await chmod(file, 0o644);
    expect(await secretsCheck()).toMatchObject({ status: "failure", advice: `chmod 600 ${file}` });
    await chmod(file, 0o600);
    expect(await secretsCheck()).toMatchObject({ status: "ok" });
    env.PORTICO_DATA_DIR = before;
    await rm(folder, { recursive: true });
  });
});

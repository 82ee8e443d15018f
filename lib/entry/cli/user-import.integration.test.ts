import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { db, pool } from "@/lib/db";
import type { CliIo } from "@/lib/entry/cli/command";
import { runCommandLine } from "@/lib/entry/cli/run";
import { closeHashPool } from "@/lib/passwords/hash";
import { signInProgram } from "@/test/program";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "portico-import-"));
});
beforeEach(async () => {
  await db.user.deleteMany({});
  await db.userImport.deleteMany({});
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await closeHashPool();
  await db.$disconnect();
  await pool.end();
});

/** @param interruptAfter how many times progress is drawn before the operator interrupts. */
async function portico(argv: string[], interruptAfter = Number.POSITIVE_INFINITY) {
  const [out, err, drawn]: [string[], string[], string[]] = [[], [], []];
  const interruption = new AbortController();
  const io: CliIo = {
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    readInput: async () => "",
    askSecret: async () => null,
    ask: async () => null,
    redraw: (line) => {
      drawn.push(line);
      if (drawn.length >= interruptAfter) interruption.abort();
    },
    interruption: () => interruption.signal,
  };
  const exitCode = await runCommandLine([...argv, "--json"], io);
  return { exitCode, data: JSON.parse(out.join("\n")), err: err.join("\n"), drawn };
}

async function write(name: string, content: unknown[] | string): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, typeof content === "string" ? content : content.map((row) => `${JSON.stringify(row)}\n`).join(""));
  return file;
}

const people = (count: number) => Array.from({ length: count }, (_, at) => ({ email: `p${at}@many.example`, username: `person${at}` }));
const refusals = async (file: string) =>
  (await readFile(file, "utf8"))
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
const batches = () => db.auditEvent.findMany({ where: { action: "users.imported" }, orderBy: { id: "asc" } });

describe("portico user import", () => {
  it("makes the accounts of a file, leaves those that exist as they are, and reports every row that made none", async () => {
    await db.user.create({ data: { email: "known@example.com", name: "Known", username: "taken" } });
    const file = await write("mixed.jsonl", [
      { email: "a@example.com", full_name: "Ana", email_verified: true },
      { email: "known@example.com", full_name: "Somebody Else", role: "guest" },
      { email: "b@example.com", username: "taken" },
      { email: "A@example.com", full_name: "Twice" },
      { email: "no address" },
      { email: "c@example.com", role: "admin" },
      { email: "d@example.com", password_hash: "md5" },
    ]);
    const report = path.join(folder, "mixed-report.jsonl");
    const done = await portico(["user", "import", file, "--report", report]);
    expect(done).toMatchObject({ exitCode: 1, data: { status: "complete", rows: 7, imported: 1, known: 2, refused: 4 } });
    expect((await refusals(report)).map(({ line, kind }) => [line, kind])).toEqual([
      [2, "known"],
      [3, "refused"],
      [4, "known"],
      [5, "refused"],
      [6, "refused"],
      [7, "refused"],
    ]);
    expect(await readFile(report, "utf8")).not.toContain("md5");
    expect((await stat(report)).mode & 0o777).toBe(0o600);
    expect(await db.user.findUniqueOrThrow({ where: { email: "known@example.com" } })).toMatchObject({ name: "Known", role: "user" });
    expect(await db.user.findUniqueOrThrow({ where: { email: "a@example.com" } })).toMatchObject({ name: "Ana" });
    expect(await db.user.count()).toBe(2);
    expect(await db.userImport.count()).toBe(0);
    expect((await batches()).at(-1)).toMatchObject({
      ...{ actorId: "cli", targetType: "user_import" },
      details: { imported: 1, known: 2, refused: 4, first_row: 1, last_row: 7 },
    });
  });

  it("changes nothing in a dry run, and says what a real one would", async () => {
    await db.user.create({ data: { email: "known@example.com", username: "taken" } });
    const rows = [
      { email: "known@example.com" },
      { email: "b@example.com", username: "taken" },
      { email: "c@example.com" },
      { email: "?" },
    ];
    const file = await write("dry.jsonl", rows);
    const before = (await batches()).length;
    const dry = await portico(["user", "import", file, "--dry-run"]);
    expect(dry).toMatchObject({ exitCode: 1, data: { dry_run: true, imported: 1, known: 1, refused: 2 } });
    expect(await db.user.count()).toBe(1);
    expect(await db.userImport.count()).toBe(0);
    expect(await batches()).toHaveLength(before);
    expect((await portico(["user", "import", file])).data).toMatchObject({ imported: 1, known: 1, refused: 2 });
  });

  it("makes administrators only with --allow-admin, each with an audit row of its own", async () => {
    const file = await write("admin.csv", "email,role\r\nroot@example.com,admin\r\n");
    expect(await portico(["user", "import", file])).toMatchObject({ exitCode: 1, data: { refused: 1 } });
    expect(await portico(["user", "import", file, "--allow-admin"])).toMatchObject({ exitCode: 0, data: { imported: 1 } });
    const { id } = await db.user.findUniqueOrThrow({ where: { email: "root@example.com" } });
    expect(await db.auditEvent.findMany({ where: { targetId: id } })).toMatchObject([
      { action: "account.created", details: { role: "admin" } },
    ]);
  });

  it("interrupted goes on behind its last batch: no row twice, none lost, one whole report", async () => {
    const rows: { email: string; username?: string }[] = people(3500);
    for (const at of [10, 1500, 2500, 3400]) rows[at] = { email: `broken ${at}` };
    const file = await write("many.jsonl", rows);
    const report = path.join(folder, "many-report.jsonl");
    const argv = ["user", "import", file, "--report", report];
    const before = (await batches()).length;
    const first = await portico(argv, 1);
    expect(first).toMatchObject({ exitCode: 1, data: { status: "interrupted", rows: 1000 } });
    expect(first.drawn[0]).toMatch(/^\[#+\.+\] \d+ % {2}1,000 rows/);
    // As a run that was killed between its report and its commit leaves it.
    await writeFile(report, `${await readFile(report, "utf8")}{"line":1501,"email":"broken 1500","kind":"refu`);
    const second = await portico(argv);
    expect(second).toMatchObject({ exitCode: 1, data: { status: "complete", resumed_from: 1000, rows: 3500, imported: 3496, refused: 4 } });
    expect(second.err).toContain("Going on behind row 1000.");
    expect(await db.user.count()).toBe(3496);
    expect((await refusals(report)).map(({ line }) => line)).toEqual([11, 1501, 2501, 3401]);
    expect((await batches()).slice(before).map(({ details }) => details)).toMatchObject([
      { first_row: 1, last_row: 1000 },
      { first_row: 1001, last_row: 2000 },
      { first_row: 2001, last_row: 3000 },
      { first_row: 3001, last_row: 3500 },
    ]);
    expect(await portico(argv)).toMatchObject({ exitCode: 1, data: { resumed_from: 0, imported: 0, known: 3496, refused: 4 } });
  });

  it("run twice at once makes each account once", async () => {
    const file = await write("twice.jsonl", people(2500));
    const runs = await Promise.all([portico(["user", "import", file]), portico(["user", "import", file])]);
    expect(await db.user.count()).toBe(2500);
    expect(runs.filter(({ data }) => data.status === "complete").length).toBeGreaterThanOrEqual(1);
    for (const { data } of runs) expect(data.status ?? data.error.type).toMatch(/^(complete|CONFLICT)$/);
  });

  it.each([
    [["nowhere.jsonl"], "is no file"],
    [["plain.txt"], "neither in .jsonl nor in .csv"],
    [["plain.txt", "--format", "xml"], "jsonl or csv"],
    [["plain.txt", "--format", "csv", "--report", "plain.txt"], "would replace"],
    [["plain.txt", "--format", "csv", "--report", "/nowhere/report"], "cannot be written"],
    [["plain.txt", "--format", "csv"], 'no field "nothing"'],
    [["plain.txt", "--format", "csv", "--firebase", "plain.txt"], "lacks base64_signer_key"],
  ])("%j is answered with exit code 2", async (argv, sentence) => {
    await write("plain.txt", "nothing\n");
    const absolute = argv.map((argument) => (/\.\w+$/.test(argument) ? path.join(folder, argument) : argument));
    const { exitCode, data } = await portico(["user", "import", ...absolute]);
    expect(exitCode).toBe(2);
    expect(data.error.message).toContain(sentence);
  });
});

describe("a password of another system", () => {
  // Vectors as in lib/passwords/derived-formats.test.ts and hash.test.ts.
  const HASHES = [
    ["U*U*U*U*", "$2y$05$c92SVSfjeiCD6F2nAD6y0uBpJDjdRkt0EgeC4/31Rf2LUZbDRDE.O"],
    ["password", "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"],
    ["password", "$scrypt$ln=16,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E"],
    ["lètmein", "pbkdf2_sha256$260000$seasalt$YlZ2Vggtqdc61YjArZuoApoBh9JNGYoDRBUGu6tcJQo="],
    ["password", "$pbkdf2$4096$c2FsdA$SwB5AbdlSJq.rUnZJvch0GWkKcE"],
    ["user1password", "lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==", "42xEC+ixf3L2lw=="],
  ] as const;

  const PARAMETERS = {
    base64_signer_key: "jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==",
    ...{ base64_salt_separator: "Bw==", rounds: 8, mem_cost: 14 },
  };

  it("lets its owner in and is replaced by today's, for every kind of hash", async () => {
    const rows = HASHES.map(([, password_hash, password_salt], at) => ({
      ...{ email: `h${at}@hash.example`, email_verified: true, password_hash },
      ...(password_salt ? { password_salt } : {}),
    }));
    const parameters = await write("firebase.json", JSON.stringify(PARAMETERS));
    const file = await write("hashes.jsonl", rows);
    expect(await portico(["user", "import", file, "--firebase", parameters])).toMatchObject({
      exitCode: 0,
      data: { imported: HASHES.length },
    });
    for (const [at, [password]] of HASHES.entries()) {
      const email = `h${at}@hash.example`;
      const signIn = (typed: string) => signInProgram(email, typed);
      await expect(signIn(`${password}x`)).rejects.toMatchObject({ type: "INVALID_CREDENTIALS" });
      await expect(signIn(password)).resolves.toMatchObject({ status: "complete" });
      const { passwordHash } = await db.user.findUniqueOrThrow({ where: { email } });
      expect(passwordHash).toMatch(/^\$bcrypt-sha256\$v=2,t=2b,r=4\$/);
      await expect(signIn(password)).resolves.toMatchObject({ status: "complete" });
    }
  });
});

describe("portico user export", () => {
  it.each(["jsonl", "csv"])("writes what an import reads back, for its owner's eyes alone (%s)", async (format) => {
    const settings = { theme: "dark, or\nlight", list: [1, null] };
    await db.user.create({
      data: {
        email: "a@example.com",
        name: 'Ana "A" Abel, junior',
        username: "ana",
        emailVerified: new Date("2024-01-02"),
        settings,
        role: "guest",
      },
    });
    await db.user.create({
      data: { email: "b@example.com", passwordHash: "pbkdf2_sha1$4096$salt$SwB5AbdlSJq+rUnZJvch0GWkKcE=", isActive: false },
    });
    for (const [at, name] of ['=HYPERLINK("//evil.example";"Ana")', "'=1", "'t Hooft"].entries()) {
      await db.user.create({ data: { email: `+${at}@example.com`, name } });
    }
    const shown = {
      id: true,
      email: true,
      name: true,
      username: true,
      settings: true,
      role: true,
      passwordHash: true,
      isActive: true,
      createdAt: true,
    };
    const before = await db.user.findMany({ orderBy: { email: "asc" }, select: shown });
    const file = path.join(folder, `export.${format}`);
    const done = await portico(["user", "export", file, "--with-password-hashes"]);
    expect(done).toMatchObject({ exitCode: 0, data: { exported: 5, password_hashes: true } });
    if (format === "csv") expect(await readFile(file, "utf8")).not.toMatch(/(^|[,;"])[=+]/m);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await portico(["user", "export", file])).toMatchObject({ exitCode: 2 });
    await db.user.deleteMany({});
    expect(await portico(["user", "import", file])).toMatchObject({ exitCode: 0, data: { imported: 5 } });
    expect(await db.user.findMany({ orderBy: { email: "asc" }, select: shown })).toEqual(before);
  });

  it("leaves the hashes out unless asked for them, and is recorded", async () => {
    await db.user.create({ data: { email: "a@example.com", passwordHash: "secret-hash" } });
    const file = path.join(folder, "plain.jsonl");
    expect(await portico(["user", "export", file])).toMatchObject({ exitCode: 0, data: { exported: 1, password_hashes: false } });
    expect(await readFile(file, "utf8")).not.toContain("hash");
    const [event] = await db.auditEvent.findMany({ where: { action: "users.exported" }, orderBy: { id: "desc" }, take: 1 });
    expect(event).toMatchObject({ actorId: "cli", details: { password_hashes: false } });
  });
});

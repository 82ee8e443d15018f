import { type ChildProcess, spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** A clone with everything that `npm start` needs but the portal itself. */
export function smallClone(): string {
  const root = mkdtempSync(join(realpathSync(tmpdir()), "portico-small-"));
  for (const path of [
    "scripts",
    "prisma",
    "package.json",
    "package-lock.json",
    "prisma.config.ts",
    "tsconfig.json",
    "lib/env.ts",
    "lib/generated",
  ]) {
    cpSync(path, join(root, path), { recursive: true });
  }
  mkdirSync(join(root, "lib/entry"), { recursive: true });
  cpSync("test/small-portal/server.ts", join(root, "lib/entry/server.ts"));
  symlinkSync(resolve("node_modules"), join(root, "node_modules"));
  return root;
}

export interface Started {
  child: ChildProcess;
  /** Everything printed so far. */
  output: () => string;
  /** Resolves once it says that it is ready, or has ended. */
  settled: Promise<"ready" | "ended">;
  /** Resolves to the exit code, null after a kill. */
  ended: Promise<number | null>;
}

/** Runs `npm run dev` (which builds no pages) in the clone, without npm between us and it. */
export function start(root: string, environment: Record<string, string>): Started {
  return watch(root, environment, process.execPath, [join(root, "scripts/dev.mjs")]);
}

/** The same with a shell between us and it, as npm has one. */
export function throughShell(root: string, environment: Record<string, string>): Started {
  return watch(root, environment, "/bin/sh", ["-c", `"${process.execPath}" "${join(root, "scripts/dev.mjs")}"; exit $?`]);
}

function watch(cwd: string, environment: Record<string, string>, command: string, args: string[]): Started {
  const { PATH, HOME, TMPDIR } = process.env;
  const child = spawn(command, args, {
    cwd,
    env: { NODE_ENV: "test", PATH, HOME, TMPDIR, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let text = "";
  const ended = new Promise<number | null>((done) => child.once("close", done));
  const ready = new Promise<"ready">((done) => {
    const collect = (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes("is ready at")) done("ready");
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
  });
  return { child, output: () => text, ended, settled: Promise.race([ready, ended.then(() => "ended" as const)]) };
}

/** The pid of the PostgreSQL that runs, or last ran, in a data folder. */
export function postmasterPid(data: string): number {
  return Number(readFileSync(join(data, "postgres/cluster/postmaster.pid"), "utf8").split("\n")[0]);
}

/** Whether a process with this pid exists and is no zombie. */
export function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

/** Deletes a data folder after ending the PostgreSQL that a failed test may have left in it. */
export function removeData(data: string): void {
  try {
    const pid = postmasterPid(data);
    if (readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(data)) process.kill(pid, "SIGKILL");
  } catch {
    // It never ran, or it stopped as it should.
  }
  rmSync(data, { recursive: true, force: true });
}

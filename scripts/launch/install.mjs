import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lock } from "./process-lock.mjs";
import { Sentence, say, step } from "./progress.mjs";

/** What keeps our tools from phoning home and from downloading programs that we do not use. */
export const QUIET_TOOLS = {
  NEXT_TELEMETRY_DISABLED: "1",
  CHECKPOINT_DISABLE: "1",
  PRISMA_HIDE_UPDATE_MESSAGE: "1",
  PRISMA_SKIP_POSTINSTALL_GENERATE: "1",
  // Migrations run in the WebAssembly engine (docs/decisions); any existing file keeps Prisma from fetching its own.
  PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
};

/** The Node.js that the packages bring: every script goes on under this one. */
export function installedNode(root) {
  return join(root, "node_modules", "node", "bin", process.platform === "win32" ? "node.exe" : "node");
}

/** Installs the packages of the lock file when they are missing or the file has changed since. */
export async function ensureInstalled(root) {
  if (isInstalled(root)) return;
  const name = createHash("sha256").update(root).digest("hex").slice(0, 16);
  const mine = await lock(join(tmpdir(), `portico-install-${name}.lock`), () =>
    say("Another start is installing the packages; waiting for it …"),
  );
  try {
    if (!isInstalled(root)) await step("Installing the packages of package-lock.json (npm ci)", () => npmCi(root));
  } finally {
    mine.release();
  }
}

function npmCi(root) {
  // Started by npm, the same npm goes on; its own file is then in npm_execpath.
  const npm = process.env.npm_execpath;
  const [command, before] = npm && /npm-cli\.[cm]?js$/.test(npm) ? [process.execPath, [npm]] : ["npm", []];
  // --include=dev: with NODE_ENV=production npm would leave out what the build needs.
  const options = ["ci", "--include=dev", "--no-audit", "--no-fund", "--no-progress", "--loglevel=error"];
  const run = spawnSync(command, [...before, ...options], {
    cwd: root,
    env: { ...process.env, ...QUIET_TOOLS },
    stdio: ["ignore", "pipe", "pipe"],
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
  });
  if (run.error || run.status !== 0) {
    console.error(run.stderr || run.error?.message || "");
    throw new Sentence("npm could not install the packages; its own words are above. Check the network and the disk, then start again.");
  }
  if (!existsSync(installedNode(root))) {
    throw new Sentence("npm did not bring Node.js 24 (package `node`): see that npm may run its install script, then start again.");
  }
  writeStamp(root);
}

const stampFile = (root) => join(root, "node_modules", ".portico-install");
const fingerprint = (lockText) => `${process.platform}-${process.arch} ${createHash("sha256").update(lockText).digest("hex")}`;

function writeStamp(root) {
  mkdirSync(join(root, "node_modules"), { recursive: true });
  writeFileSync(stampFile(root), fingerprint(readFileSync(join(root, "package-lock.json"), "utf8")));
}

function isInstalled(root) {
  const wanted = readFileSync(join(root, "package-lock.json"), "utf8");
  if (!existsSync(installedNode(root))) return false;
  if (read(stampFile(root)) === fingerprint(wanted)) return true;
  // Somebody may have run npm themselves: believe what npm wrote down, and remember it.
  const present = read(join(root, "node_modules", ".package-lock.json"));
  if (present === null || !holdsAll(JSON.parse(wanted).packages, JSON.parse(present).packages)) return false;
  writeStamp(root);
  return true;
}

/** Whether every package of the lock file is installed in its version; those for other platforms may be absent. */
function holdsAll(wanted, present) {
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === "") return true;
    const found = present[path];
    return found ? found.version === entry.version : Boolean(entry.optional || entry.devOptional);
  });
}

function read(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { Sentence, say } from "../launch/progress.mjs";

const NAMES = ["redis-server", "valkey-server"];
/** Debian keeps the program in `redis-tools`, and what it is linked against in the others. */
const PACKAGES = ["redis-server", "redis-tools", "libjemalloc2", "liblzf1", "libatomic1"];

/**
 * A Redis for the tests: `{ program, env }`, where `env` is what it needs to find its libraries. The system's, else one unpacked from
 * Debian's packages beside the others that tests need, which needs no root and starts no service.
 * @throws Sentence when there is none and none can be had.
 */
export function findRedis() {
  const found = present();
  if (found) return found;
  say("Fetching a Redis for the tests …");
  unpack();
  const unpacked = present();
  if (unpacked) return unpacked;
  throw new Sentence(
    "The tests of limits need a Redis and none could be fetched: install one, such as with `apt-get install redis-server`.",
  );
}

/**
 * Sees to it that the tests find a Redis. Where none can be had, as on a machine without Debian's packages, the two files that need
 * one are left out and that is said: everything else can still be judged.
 */
export function prepareRedis() {
  try {
    findRedis();
  } catch (error) {
    if (!(error instanceof Sentence)) throw error;
    process.env.PORTICO_NO_REDIS = "1";
    say(`${error.message} They are left out of this run.`);
  }
}

function present() {
  const folders = ["/usr/bin", "/usr/local/bin", "/opt/homebrew/bin", ...(process.env.PATH ?? "").split(delimiter)];
  const system = folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(existsSync);
  if (system) return { program: system, env: {} };
  const program = join(unpackedTo(), "usr/bin/redis-server");
  if (!existsSync(program)) return null;
  const libraries = join(unpackedTo(), "usr/lib");
  const folders64 = existsSync(libraries) ? readdirSync(libraries).map((name) => join(libraries, name)) : [];
  return { program, env: { LD_LIBRARY_PATH: [libraries, ...folders64].join(":") } };
}

const unpackedTo = () => resolve("node_modules/.cache/portico-redis");

function unpack() {
  const draft = `${unpackedTo()}.${process.pid}`;
  mkdirSync(draft, { recursive: true, mode: 0o700 });
  const download = () => run("apt-get", ["download", "-q", ...PACKAGES], draft);
  // A fresh container has no lists, and only root may fetch them.
  if (!download() && run("apt-get", ["update", "-q"], draft)) download();
  for (const file of readdirSync(draft).filter((name) => name.endsWith(".deb"))) {
    run("dpkg-deb", ["-x", file, draft], draft);
    rmSync(join(draft, file));
  }
  try {
    renameSync(draft, unpackedTo());
  } catch {
    // Another process was first.
    rmSync(draft, { recursive: true, force: true });
  }
}

const run = (command, args, cwd) => spawnSync(command, args, { cwd, stdio: "ignore", timeout: 120_000 }).status === 0;

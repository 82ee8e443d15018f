import { spawnSync } from "node:child_process";
import { Sentence } from "../launch/progress.mjs";

const NAME = "postgres";

/**
 * The account PostgreSQL runs under: our own, except that it refuses to run as root; then the account
 * `postgres`, which is made when the machine has none.
 * @returns `{}` or `{ uid, gid }`, to be spread into the options of a child process.
 */
export function databaseAccount() {
  if (process.getuid?.() !== 0) return {};
  const known = lookUp();
  if (known) return known;
  spawnSync("groupadd", ["--system", NAME]);
  spawnSync("useradd", ["--system", "--gid", NAME, "--no-create-home", "--shell", "/usr/sbin/nologin", NAME]);
  const made = lookUp();
  if (made) return made;
  throw new Sentence(
    "Portico runs as root, PostgreSQL refuses to, and the account `postgres` could not be made for it: run Portico as an ordinary user, or set DATABASE_URL.",
  );
}

function lookUp() {
  const uid = Number.parseInt(spawnSync("id", ["-u", NAME], { encoding: "utf8" }).stdout ?? "", 10);
  const gid = Number.parseInt(spawnSync("id", ["-g", NAME], { encoding: "utf8" }).stdout ?? "", 10);
  return Number.isInteger(uid) && Number.isInteger(gid) ? { uid, gid } : null;
}

/** Whether the account can enter the folder: every folder above it must let it through as well. */
export function canEnter(account, folder) {
  if (account.uid === undefined) return true;
  // cwd "/": the shell must not fail because of where we stand.
  return spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", folder], { ...account, cwd: "/", stdio: "ignore" }).status === 0;
}

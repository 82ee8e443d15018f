import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { processIdentity } from "../launch/process-identity.mjs";

/**
 * The server that runs on the cluster's files, as postmaster.pid and the process table say together.
 * After a kill -9 the file stays behind, and its pid may by now belong to any other program.
 * @returns `{ pid, port }` or null.
 */
export function runningPostmaster(files) {
  const lines = readPidFile(files);
  const pid = Number(lines?.[0]);
  if (!pid || processIdentity(pid) === null || !isPostgres(pid, files)) return null;
  return { pid, port: Number(lines[3]) };
}

/**
 * Removes a postmaster.pid whose pid now belongs to something else, which PostgreSQL itself would take for a
 * running server. It stays while any process still works in the folder: then PostgreSQL must decide.
 */
export function clearStalePid(files) {
  const lines = readPidFile(files);
  if (!lines || runningPostmaster(files) || hasProcessInside(files)) return;
  rmSync(join(files, "postmaster.pid"), { force: true });
}

function readPidFile(files) {
  try {
    return readFileSync(join(files, "postmaster.pid"), "utf8").split("\n");
  } catch (error) {
    if (error.code === "ENOENT") return null;
    throw error;
  }
}

function isPostgres(pid, files) {
  if (process.platform !== "linux") {
    const { stdout } = spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
    return stdout ? stdout.includes("postgres") : true;
  }
  const words = commandLine(pid);
  const folder = words[words.indexOf("-D") + 1];
  return basename(words[0]) === "postgres" && realPath(folder) === realPath(files);
}

/** Every process of PostgreSQL works in the cluster's folder. */
function hasProcessInside(files) {
  if (process.platform !== "linux") return false;
  return readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry) && processIdentity(Number(entry)) !== null)
    .some((pid) => {
      const folder = workingFolder(pid);
      // In a container even root may not look; then every PostgreSQL counts.
      return folder === null ? commandLine(pid)[0].startsWith("postgres:") : folder === realPath(files);
    });
}

function commandLine(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
  } catch {
    return [""];
  }
}

function workingFolder(pid) {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return null;
  }
}

function realPath(path) {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

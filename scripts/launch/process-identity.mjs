import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/**
 * A string that names one process for good: two processes that were given the same pid, one after the other
 * or before and after a reboot, have different ones. Null when no such process runs (a zombie does not).
 */
export function processIdentity(pid) {
  if (!Number.isSafeInteger(pid) || pid < 1) return null;
  if (process.platform === "linux") {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      // proc(5): the name in parentheses may hold spaces; the state is field 3 and the start time field 22.
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      if (fields[0] === "Z" || fields[0] === "X") return null;
      const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
      return `${boot}:${pid}:${fields[19]}`;
    } catch {
      return null;
    }
  }
  const answer = spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" });
  if (answer.error) return isAlive(pid) ? `${pid}` : null;
  const started = answer.stdout.trim();
  return started ? `${pid}:${started}` : null;
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** Whether the process that was once given this identity still runs. */
export function stillRuns(pid, identity) {
  return identity !== null && identity !== undefined && processIdentity(pid) === identity;
}

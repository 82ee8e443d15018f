import { readlinkSync } from "node:fs";
import { setPriority } from "node:os";

/** How far below the rest of the process such a thread stands. At 10, other busy programs on the machine were seen to starve the hashes. */
const NICENESS = 5;

/**
 * Lowers the operating system's priority of the calling thread alone. Linux schedules threads, and its
 * setpriority(2) takes a thread's id ("C library/kernel differences"); elsewhere the same call would slow
 * down the whole process, so nothing happens there.
 * @returns {boolean} whether the priority is lower now
 */
export function lowerThreadPriority() {
  if (process.platform !== "linux") return false;
  try {
    const thread = Number(readlinkSync("/proc/thread-self").split("/").pop());
    setPriority(thread, NICENESS);
    return true;
  } catch {
    return false;
  }
}

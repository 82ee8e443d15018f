import path from "node:path";
import { Worker } from "node:worker_threads";

/** Where a thread stands among the machine's others: like the rest of the process, or a little below it. */
export type ThreadPriority = "usual" | "lower";

/** A plain JavaScript file of this folder, as it lies in the repository. */
export const threadFile = (name: `${string}.mjs`): string => path.join(process.cwd(), "lib/passwords", name);

/**
 * Starts a thread from a file. The file's name must stay unknown to the bundler where `Worker` is called: it would
 * pack the thread's code, and what that code finds by its own place on disk would not be there.
 */
export const startThread = (file: string, facts: { priority: ThreadPriority }): Worker => new Worker(file, { workerData: facts });

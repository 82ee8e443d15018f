import { z } from "zod";
import type { PbkdfHash } from "@/lib/passwords/derived-formats";

/** One piece of work for a thread (hash-worker.mjs does it). */
export type HashJob =
  /** bcrypt of `key` with `salt` = `$2b$12$` and 22 characters; answers the whole `$2b$…` string. */
  | { kind: "bcrypt"; key: string; salt: string }
  /** argon2id with a salt of its own; answers the PHC string. Memory in KiB. */
  | { kind: "argon2.hash"; password: string; memoryCost: number; timeCost: number; parallelism: number }
  /** Whether `password` belongs to a PHC string; answers "true" or "false" as a boolean. */
  | { kind: "argon2.verify"; password: string; stored: string }
  /** `length` bytes that scrypt, or Firebase's variant of it, makes of the password; salt and answer in base64. */
  | {
      kind: "scrypt" | "firebase";
      password: string;
      salt: string;
      cost: number;
      blockSize: number;
      parallelism: number;
      length: number;
    }
  /** The same by PBKDF2 with HMAC. */
  | { kind: "pbkdf2"; password: string; salt: string; hash: PbkdfHash; iterations: number; length: number };

/** What a thread answers: the result, or why there is none. */
export const hashAnswer = z.union([z.object({ value: z.union([z.string(), z.boolean()]) }), z.object({ error: z.string() })]);

export type HashResult = string | boolean;

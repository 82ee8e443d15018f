import type { Tx } from "@/lib/db";
import type { CodeMethod } from "@/lib/factors/factors.schema";
import { takeSentCode, trySentCode } from "@/lib/factors/sent-codes";
import { takeCode } from "@/lib/factors/take-code";

/** A sign-in that waits for its second factor. */
interface Waiting {
  userId: string;
  /** Hash of its token, which a code that was sent is bound to. */
  tokenHash: string;
}

/** Uses the code up, in a transaction; false where it is wrong, was used, or is used by somebody else at this moment. */
type Take = (tx: Tx) => Promise<boolean>;

/** How each kind of code is read. One that was sent has its try counted before anything else, whatever becomes of the rest. */
const READ: Record<CodeMethod, (waiting: Waiting, code: string) => Promise<Take>> = {
  totp:
    async ({ userId }, code) =>
    (tx) =>
      takeCode(tx, userId, "totp", code),
  recovery_code:
    async ({ userId }, code) =>
    (tx) =>
      takeCode(tx, userId, "recovery_code", code),
  email: (waiting, code) => readSent(waiting, "email", code),
  sms: (waiting, code) => readSent(waiting, "sms", code),
};

async function readSent({ tokenHash }: Waiting, kind: "email" | "sms", code: string): Promise<Take> {
  const id = await trySentCode({ preAuthHash: tokenHash }, kind, code);
  return async (tx) => id !== null && takeSentCode(tx, id);
}

/** Reads a code that was typed for a sign-in. @returns how to take it. */
export const readCode = (waiting: Waiting, method: CodeMethod, code: string): Promise<Take> => READ[method](waiting, code);

import { z } from "zod";
import { acrValue } from "@/lib/access/acr.schema";
import { factorCode } from "@/lib/factors/factors.schema";
import { assertion, requestOptions } from "@/lib/passkeys/passkeys.schema";
import { currentPasswordField } from "@/lib/passwords/password.schema";

/** Codes that prove it at once; those that are sent are bound to a sign-in. */
const PROOF_CODES = ["totp", "recovery_code"] as const;

export type ProofCode = (typeof PROOF_CODES)[number];

export const stepUpContract = {
  input: z.object({
    /** Needed by an account that has one, unless it came with the refused request. */
    password: currentPasswordField.optional(),
    /** Both are needed by an account that owes a second factor. */
    method: z.enum(PROOF_CODES, { error: "Send totp or recovery_code." }).optional(),
    code: factorCode.optional(),
  }),
  output: z.object({
    acr: acrValue,
    auth_time: z.iso.datetime(),
    /** Until then sensitive acts ask for nothing more, and each carries it on. */
    expires_at: z.iso.datetime(),
  }),
};

/** What is asked of the signed-in person for a fresh proof. */
export const proofWaysContract = {
  input: z.object({}),
  output: z.object({
    methods: z.array(z.enum(["password", "totp", "recovery_code", "passkey", "sign_in"])),
    email: z.string(),
    /** Whose word it was that they signed in with, where it was one's that can be asked for it again. */
    provider: z.enum(["google", "github", "microsoft"]).nullable(),
  }),
};

export const beginPasskeyProofContract = { input: z.object({}), output: z.object({ public_key: requestOptions }) };

export const passkeyProofContract = { input: z.object({ response: assertion }), output: stepUpContract.output };

import { z } from "zod";
import { rememberField } from "@/lib/accounts/account-fields.schema";
import { proofField } from "@/lib/challenges/proof.schema";
import { CODE_METHODS, factorCode, SENT_METHODS } from "@/lib/factors/factors.schema";
import { currentPasswordField } from "@/lib/passwords/password.schema";
import { sendCodeContract } from "@/lib/signin/login.schema";

/** One field takes either: what has an @ is an address. */
export const identifierField = z
  .string({ error: "Enter your e-mail address or username." })
  .trim()
  .min(1, "Enter your e-mail address or username.")
  .max(254, "This is too long.")
  .toLowerCase();

export const signInContract = {
  input: z.object({
    email: identifierField,
    password: currentPasswordField,
    remember_me: rememberField,
    /** Where to go afterwards; only a path of ours is followed. */
    callback_url: z.string().max(2048).optional(),
    proof: proofField,
  }),
  output: z.object({ redirect_to: z.string() }),
};

/** The second factor of a browser's sign-in, whose token is in its cookie. */
export const finishSignInContract = {
  input: z.object({
    method: z.enum(CODE_METHODS, { error: "Choose a way to prove it is you." }),
    code: factorCode,
    /** Whether a password alone is to sign in from this browser for 30 days. */
    trust_device: z.boolean().default(false),
    callback_url: z.string().max(2048).optional(),
  }),
  output: z.object({ redirect_to: z.string() }),
};

/** The code of a browser's sign-in, sent. */
export const sendOwnCodeContract = {
  input: z.object({ method: z.enum(SENT_METHODS, { error: "Choose a way to get the code." }) }),
  output: sendCodeContract.output,
};

export interface SignInInput {
  identifier: string;
  password: string;
  remember_me: boolean;
  /** What the browser kept of an earlier sign-in. */
  device?: string | null;
  proof?: string | undefined;
}

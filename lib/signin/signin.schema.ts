import { z } from "zod";
import { rememberField } from "@/lib/accounts/account-fields.schema";
import { currentPasswordField } from "@/lib/passwords/password.schema";

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
  }),
  output: z.object({ redirect_to: z.string() }),
};

export interface SignInInput {
  identifier: string;
  password: string;
  remember_me: boolean;
  /** What the browser kept of an earlier sign-in. */
  device?: string | null;
}

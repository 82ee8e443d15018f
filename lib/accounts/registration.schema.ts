import { z } from "zod";
import { emailField, fullNameField, usernameField } from "@/lib/accounts/account-fields.schema";
import { newPasswordField } from "@/lib/passwords/password.schema";

/** An optional text field: an empty one counts as absent. */
const optional = <S extends z.ZodType>(field: S) =>
  z.preprocess((value) => (value === "" || value === null ? undefined : value), field.optional());

export const registerContract = {
  input: z.object({
    email: emailField,
    password: newPasswordField,
    username: optional(usernameField),
    full_name: optional(fullNameField),
  }),
  output: z.object({ email: z.string(), status: z.literal("pending_verification") }),
};

/** A registration whose passkey is made once the address is proven, in the same browser. */
export const registerForPasskeyContract = {
  input: registerContract.input.omit({ password: true }),
  output: registerContract.output,
};

export const setupContract = {
  input: z.object({
    token: z.string({ error: "This link is not complete." }).min(1).max(128),
    email: emailField,
    password: newPasswordField,
    full_name: optional(fullNameField),
  }),
  output: z.object({ email: z.string() }),
};

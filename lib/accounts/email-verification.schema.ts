import { z } from "zod";
import { codeField, emailField, linkTokenField } from "@/lib/accounts/account-fields.schema";

export const requestVerificationContract = {
  input: z.object({ email: emailField.optional() }),
  output: z.object({ status: z.literal("requested") }),
};

/** By the link's token, or by the address and the six digits. */
export const confirmVerificationContract = {
  input: z.union([z.object({ token: linkTokenField }), z.object({ email: emailField, code: codeField })], {
    error: "Send a token, or an e-mail address and a code.",
  }),
  output: z.object({
    email: z.string(),
    status: z.enum(["verified", "changed"]),
    /** True for a registration without a password: its passkey is made now, in the browser that registered. */
    needs_passkey: z.boolean(),
  }),
};

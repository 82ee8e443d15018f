import { z } from "zod";
import { currentPasswordField } from "@/lib/passwords/password.schema";

const REASON = "Say why, in 10 to 500 characters.";

export const startImpersonationContract = {
  input: z.object({
    id: z.uuid({ error: "This is not the id of an account." }),
    /** Stands in the audit trail, at the start and at the end. */
    reason: z.string({ error: REASON }).trim().min(10, REASON).max(500, REASON),
    /** The proof that it is them, where the last one is older than ten minutes and they have no second factor. */
    current_password: currentPasswordField.optional(),
  }),
  output: z.object({
    user: z.object({ id: z.uuid(), email: z.string(), full_name: z.string().nullable() }),
    /** An hour from now at most. Nothing moves it. */
    expires_at: z.iso.datetime(),
  }),
};

import { z } from "zod";
import { currentPasswordField } from "@/lib/passwords/password.schema";

const REASON = "Say why, in 10 to 500 characters.";

export const startImpersonationContract = {
  input: z.object({
    id: z.uuid({ error: "This is not the id of an account." }),
    /** Stands in the audit trail, at the start and at the end. */
    reason: z.string({ error: REASON }).trim().min(10, REASON).max(500, REASON),
    /** Needed when the administrator signed in more than ten minutes ago. */
    current_password: currentPasswordField.optional(),
  }),
  output: z.object({
    user: z.object({ id: z.uuid(), email: z.string(), full_name: z.string().nullable() }),
    /** An hour from now at most. Nothing moves it. */
    expires_at: z.iso.datetime(),
  }),
};

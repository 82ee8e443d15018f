import { z } from "zod";

export const stopImpersonationContract = {
  input: z.object({}),
  output: z.object({
    status: z.literal("stopped"),
    /** Whom the administrator acted as; null when that had ended by itself. */
    user_id: z.uuid().nullable(),
  }),
};

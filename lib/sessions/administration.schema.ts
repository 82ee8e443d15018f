import { z } from "zod";
import { sessionView } from "@/lib/sessions/sessions.schema";

const LIMIT_RANGE = "A limit is a whole number from 1 to 100.";
const limitField = z.coerce.number({ error: LIMIT_RANGE }).int(LIMIT_RANGE).min(1, LIMIT_RANGE).max(100, LIMIT_RANGE).default(50);

export const listUserSessionsContract = {
  input: z.object({
    user_id: z.uuid(),
    limit: limitField,
    cursor: z.uuid({ error: "This is not a cursor." }).optional(),
  }),
  output: z.object({ items: z.array(sessionView.omit({ current: true })), next_cursor: z.string().nullable() }),
};

export const revokeAnySessionContract = {
  input: z.object({ id: z.uuid({ error: "This is not the id of a session." }) }),
  output: z.object({ revoked: z.number().int() }),
};

export const revokeUserSessionsContract = {
  input: z.object({ user_id: z.uuid() }),
  output: z.object({ revoked: z.number().int() }),
};

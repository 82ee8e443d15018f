import { z } from "zod";
import { pageCursor, pageLimit } from "@/lib/paging.schema";
import { sessionView } from "@/lib/sessions/sessions.schema";

export const listUserSessionsContract = {
  input: z.object({
    user_id: z.uuid(),
    limit: pageLimit(50),
    cursor: pageCursor,
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

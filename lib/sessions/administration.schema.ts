import { z } from "zod";
import { pageCursor, pageLimit, pageSkip } from "@/lib/paging.schema";
import { sessionView } from "@/lib/sessions/sessions.schema";

export const listUserSessionsContract = {
  input: z.object({
    user_id: z.uuid(),
    limit: pageLimit(50),
    cursor: pageCursor,
    skip: pageSkip,
  }),
  output: z.object({ items: z.array(sessionView.omit({ current: true })), next_cursor: z.string().nullable() }),
};

/** The same, asked at the account's address. */
export const listSessionsOfUserContract = {
  input: listUserSessionsContract.input.omit({ user_id: true }).extend({ id: z.uuid({ error: "This is not the id of an account." }) }),
  output: listUserSessionsContract.output,
};

export const revokeAnySessionContract = {
  input: z.object({
    id: z.uuid({ error: "This is not the id of a session." }),
    /** Whose it must be, when that is known. */
    user_id: z.uuid().optional(),
  }),
  output: z.object({ revoked: z.number().int() }),
};

export const revokeSessionOfUserContract = {
  input: z.object({
    id: z.uuid({ error: "This is not the id of an account." }),
    session_id: z.uuid({ error: "This is not the id of a session." }),
  }),
  output: revokeAnySessionContract.output,
};

export const revokeUserSessionsContract = {
  input: z.object({ user_id: z.uuid() }),
  output: z.object({ revoked: z.number().int() }),
};

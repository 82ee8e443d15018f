import { z } from "zod";
import { acrValue } from "@/lib/access/acr.schema";
import { pageCursor, pageLimit, pageSkip } from "@/lib/paging.schema";

/** One session as its owner sees it. */
export const sessionView = z.object({
  id: z.uuid(),
  /** True for the session that asks. */
  current: z.boolean(),
  /** True for one by which an administrator acts as them. */
  impersonated: z.boolean(),
  ip: z.string().nullable(),
  user_agent: z.string().nullable(),
  /** "Firefox on Windows". */
  device: z.string(),
  remember_me: z.boolean(),
  created_at: z.iso.datetime(),
  last_seen_at: z.iso.datetime(),
  expires_at: z.iso.datetime(),
  absolute_expires_at: z.iso.datetime(),
  /** When its person last proved who they are, and how strongly. */
  auth_time: z.iso.datetime(),
  amr: z.array(z.string()),
  acr: acrValue,
});

export type SessionView = z.infer<typeof sessionView>;

export const listSessionsContract = {
  input: z.object({ limit: pageLimit(50), cursor: pageCursor, skip: pageSkip }),
  output: z.object({ items: z.array(sessionView), next_cursor: z.string().nullable() }),
};

export const extendSessionContract = {
  input: z.object({}),
  output: z.object({ expires_at: z.iso.datetime(), absolute_expires_at: z.iso.datetime() }),
};

export const revokeSessionContract = {
  input: z.object({ id: z.uuid({ error: "This is not the id of a session." }) }),
  output: z.object({ revoked: z.number().int() }),
};

export const revokeOtherSessionsContract = {
  input: z.object({}),
  output: z.object({ revoked: z.number().int() }),
};

export const signOutContract = {
  input: z.object({}),
  output: z.object({ signed_out: z.boolean() }),
};

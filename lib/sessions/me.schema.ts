import { z } from "zod";

/** The caller in one cheap answer: everything here comes with the session check itself. */
export const meContract = {
  input: z.object({}),
  output: z.object({
    user: z.object({
      id: z.uuid(),
      email: z.string(),
      email_verified: z.boolean(),
      username: z.string().nullable(),
      full_name: z.string().nullable(),
      picture: z.string().nullable(),
      role: z.enum(["admin", "user", "guest"]),
      locale: z.string(),
      time_zone: z.string(),
    }),
    /** Organizations come with the organization console. */
    organizations: z.array(z.never()),
    active_organization: z.null(),
    amr: z.array(z.string()),
    auth_time: z.iso.datetime(),
    session: z.object({
      id: z.uuid(),
      remember_me: z.boolean(),
      created_at: z.iso.datetime(),
      expires_at: z.iso.datetime(),
      absolute_expires_at: z.iso.datetime(),
    }),
  }),
};

import { z } from "zod";
import { acrValue } from "@/lib/access/acr.schema";
import { policyGap } from "@/lib/access/policy.schema";

/** Somebody's place in an organization. What they may do is decided anew at each request; this informs. */
export const standingFields = z.object({
  id: z.uuid(),
  slug: z.string(),
  name: z.string(),
  /** Slugs; that of the membership comes first. */
  roles: z.array(z.string()),
  /** What they hold in the whole organization. */
  permissions: z.array(z.string()),
  /** What of its policy this sign-in does not meet; once enforced, nothing is held there. */
  unmet: policyGap.nullable(),
});

/** A person as they see themselves, in what every session check knows of them. */
export const personView = z.object({
  id: z.uuid(),
  email: z.string(),
  email_verified: z.boolean(),
  username: z.string().nullable(),
  full_name: z.string().nullable(),
  picture: z.string().nullable(),
  role: z.enum(["admin", "user", "guest"]),
  locale: z.string(),
  time_zone: z.string(),
});

/** The caller in one cheap answer: everything here comes with the session check itself. */
export const meContract = {
  input: z.object({}),
  output: z.object({
    user: personView,
    /** The first 100 by name; `GET /users/me/organizations` pages through all. */
    organizations: z.array(standingFields),
    /** The one that the session was opened for, while they belong to it. */
    active_organization: standingFields.nullable(),
    /** The administrator who acts as the user, while that lasts. */
    impersonator: z.object({ id: z.uuid(), name: z.string() }).nullable(),
    amr: z.array(z.string()),
    acr: acrValue,
    /** When they last proved who they are. */
    auth_time: z.iso.datetime(),
    session: z.object({
      id: z.uuid(),
      remember_me: z.boolean(),
      created_at: z.iso.datetime(),
      expires_at: z.iso.datetime(),
      absolute_expires_at: z.iso.datetime(),
      /** Until then sensitive acts ask for nothing more, and each carries it on. */
      proof_expires_at: z.iso.datetime(),
    }),
  }),
};

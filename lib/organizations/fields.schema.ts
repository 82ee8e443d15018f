import { z } from "zod";

// The fields that several contracts of organizations share, each defined once. Browser-safe.

const oneLine = /^[^\p{Cc}\u2028\u2029]*$/u;

/** The name of an organization, a unit or a role: 1 to 80 characters in one line. */
export const nameField = z
  .string({ error: "Enter a name." })
  .trim()
  .min(1, "Enter a name.")
  .max(80, "Use 80 characters or fewer.")
  .regex(oneLine, "Use one line of text.");

/** A sentence or two about something: up to 300 characters in one line. */
export const descriptionField = z.string().trim().max(300, "Use 300 characters or fewer.").regex(oneLine, "Use one line of text.");

/** Words that stand in addresses of ours where a slug would. */
const RESERVED = ["new", "permissions", "invitations", "me"];

/** What an organization is called in addresses: 3 to 48 letters, digits and hyphens, lower case. */
export const slugField = z
  .string({ error: "Enter a short name for addresses." })
  .trim()
  .toLowerCase()
  .min(3, "Use 3 characters or more.")
  .max(48, "Use 48 characters or fewer.")
  .regex(/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/, "Use letters, digits and hyphens; begin and end with a letter or digit.")
  .refine((slug) => !RESERVED.includes(slug), "This name is taken. Choose another.")
  .refine((slug) => !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(slug), "Use a word.");

/** A role by its slug: owner, admin, member, or one of the organization's own. */
export const roleField = z
  .string({ error: "Choose a role." })
  .trim()
  .toLowerCase()
  .min(1, "Choose a role.")
  .max(48, "There is no such role.")
  .regex(/^[a-z0-9-]+$/, "There is no such role.");

/** An organization by its id. */
export const organizationId = z.uuid({ error: "This is not the id of an organization." });

/** A person by the id of their account. */
export const userId = z.uuid({ error: "This is not the id of an account." });

/** A unit by its id. */
export const unitId = z.uuid({ error: "This is not the id of a unit." });

/** The unit that a role is limited to; null is the whole organization. */
export const unitScope = z.preprocess((value) => (value === "" ? null : value), unitId.nullable());

const HUNDRED_YEARS_MS = 36_525 * 24 * 60 * 60 * 1000;

/**
 * A moment in the past or in the next hundred years, with a zone. There is a limit because a zone can carry a time of the year 9999
 * into the next, which ISO 8601 writes with more digits than are read back.
 */
export const momentField = z.iso
  .datetime({ offset: true, error: "Give a time such as 2031-03-12T00:00:00Z." })
  .transform((text) => new Date(text))
  .refine((time) => time.getTime() <= Date.now() + HUNDRED_YEARS_MS, "Give a time within the next hundred years.");

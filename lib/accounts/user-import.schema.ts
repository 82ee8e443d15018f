import { z } from "zod";
import { emailField, fullNameField, localeField, timeZoneField, usernameField } from "@/lib/accounts/account-fields.schema";
import { settingsField } from "@/lib/accounts/profile.schema";

/** A CSV has no other way to leave a value out than an empty one; JSON has null. */
const optional = <S extends z.ZodType>(field: S) =>
  z.preprocess((value) => (value === "" || value === null ? undefined : value), field.optional());

const flagField = z.union([z.boolean(), z.stringbool({ truthy: ["true", "1", "yes"], falsy: ["false", "0", "no"] })], {
  error: "Say true or false.",
});

const settingsText = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue("Settings must be a JSON object.");
    return z.NEVER;
  }
});

/** The fields of an imported account, and the columns of a CSV. Only `email` must be there. */
export const importedUser = z.strictObject({
  id: optional(z.uuid({ error: "An id is a UUID." })),
  email: emailField,
  email_verified: optional(flagField),
  username: optional(usernameField),
  full_name: optional(fullNameField),
  role: optional(z.enum(["admin", "user", "guest"], { error: "A role is admin, user or guest." })),
  /** As its system stored it; with Firebase's parameters, the `passwordHash` of Firebase's export. */
  password_hash: optional(z.string({ error: "A password hash is a text." }).max(512, "This password hash is too long.")),
  /** Only with Firebase's parameters. */
  password_salt: optional(z.string({ error: "A salt is a text." }).max(256, "This salt is too long.")),
  locale: optional(localeField),
  time_zone: optional(timeZoneField),
  created_at: optional(
    z
      .union([z.iso.datetime({ offset: true }), z.iso.date()], { error: "A time is such as 2026-01-31T12:00:00Z." })
      .transform((text) => new Date(text))
      .refine((time) => time.getTime() >= 0 && time.getTime() <= Date.now() + 86_400_000, "This time cannot be right."),
  ),
  is_active: optional(flagField),
  settings: optional(z.union([z.string().pipe(settingsText).pipe(settingsField), settingsField])),
});

/** The names of the fields, in the order in which an export writes them. */
export const IMPORT_FIELDS: readonly string[] = Object.keys(importedUser.shape);

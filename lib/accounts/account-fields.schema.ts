import { z } from "zod";

export { emailField } from "@/lib/email.schema";

// The fields that several forms share, each defined once. Browser-safe.

/** 3 to 32 characters; starts and ends with a letter or digit; stored in lower case. */
export const usernameField = z
  .string({ error: "Enter a username." })
  .trim()
  .toLowerCase()
  .min(3, "Use 3 characters or more.")
  .max(32, "Use 32 characters or fewer.")
  .regex(
    /^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/,
    "Use letters, digits, dots, hyphens and underscores; begin and end with a letter or digit.",
  );

/** A person's name as they write it: 1 to 100 characters, no control characters. */
export const fullNameField = z
  .string({ error: "Enter a name." })
  .trim()
  .max(100, "Use 100 characters or fewer.")
  .regex(/^[^\p{Cc}\u2028\u2029]*$/u, "Use letters and spaces only, without line breaks.");

/** A BCP 47 language tag that this runtime knows how to canonicalise. */
export const localeField = z
  .string()
  .max(35)
  .refine((tag) => {
    try {
      return Intl.getCanonicalLocales(tag).length === 1;
    } catch {
      return false;
    }
  }, "Choose a language from the list.");

/** An IANA time zone name. */
export const timeZoneField = z
  .string()
  .max(64)
  .refine((zone) => {
    try {
      return Boolean(new Intl.DateTimeFormat("en", { timeZone: zone }));
    } catch {
      return false;
    }
  }, "Choose a time zone from the list.");

/** The token of a mailed link: 256 bits, base64url. */
export const linkTokenField = z.string({ error: "This link is not complete." }).regex(/^[A-Za-z0-9_-]{43}$/, "This link is not complete.");

/** Six digits; spaces and hyphens that people paste along are dropped. */
export const codeField = z
  .string({ error: "Enter the six-digit code." })
  .transform((text) => text.replace(/[\s-]/g, ""))
  .pipe(z.string().regex(/^\d{6}$/, "Enter the six digits from the mail."));

/** A boolean that an HTML form or JSON may send. */
export const rememberField = z.boolean({ error: "Must be true or false." }).default(false);

import { z } from "zod";

/** Lower case, at most 254 characters (RFC 5321 §4.5.3.1.3 less the angle brackets). */
export const emailField = z
  .string({ error: "Enter an e-mail address." })
  .trim()
  .max(254, "This address is too long.")
  .toLowerCase()
  .pipe(z.email("Enter an e-mail address such as ana@example.com."));

import { z } from "zod";
import { emailField, fullNameField } from "@/lib/accounts/account-fields.schema";

/** One line without control characters: it becomes part of a mail's header (RFC 5322 §2.2). */
const subjectField = z
  .string()
  .trim()
  .max(150, "Use 150 characters or fewer.")
  .regex(/^[^\p{Cc}\u2028\u2029]*$/u, "Use one line.");

export const contactContract = {
  input: z.object({
    name: fullNameField.min(1, "Enter your name."),
    email: emailField,
    subject: z.preprocess((value) => (value === "" ? undefined : value), subjectField.optional()),
    message: z.string({ error: "Write a message." }).trim().min(1, "Write a message.").max(5000, "Use 5,000 characters or fewer."),
  }),
  /** The same for everybody, whoever reads it and whatever becomes of it. */
  output: z.object({ status: z.literal("received") }),
};

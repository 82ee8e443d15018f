import { z } from "zod";
import { codeField, emailField } from "@/lib/accounts/account-fields.schema";

/** The half of the confirmation that a person types. */
export const codeInput = z.object({ email: emailField, code: codeField });

import { z } from "zod";
import { emailField, linkTokenField } from "@/lib/accounts/account-fields.schema";
import { currentPasswordField, newPasswordField } from "@/lib/passwords/password.schema";

export const changePasswordContract = {
  input: z.object({ current_password: currentPasswordField, new_password: newPasswordField }),
  output: z.object({ sessions_ended: z.number().int() }),
};

export const requestPasswordResetContract = {
  input: z.object({ email: emailField }),
  output: z.object({ status: z.literal("requested") }),
};

export const confirmPasswordResetContract = {
  input: z.object({ token: linkTokenField, new_password: newPasswordField }),
  output: z.object({ status: z.literal("reset"), sessions_ended: z.number().int() }),
};

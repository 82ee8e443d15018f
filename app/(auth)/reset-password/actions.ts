"use server";

import { confirmPasswordResetContract } from "@/lib/accounts/password.schema";
import { confirmPasswordReset } from "@/lib/accounts/password-reset";
import { action } from "@/lib/entry/action";

export const confirmPasswordResetAction = action(confirmPasswordResetContract, confirmPasswordReset);

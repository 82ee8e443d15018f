"use server";

import { requestPasswordResetContract } from "@/lib/accounts/password.schema";
import { requestPasswordReset } from "@/lib/accounts/password-reset";
import { action } from "@/lib/entry/action";

export const requestPasswordResetAction = action(requestPasswordResetContract, requestPasswordReset);

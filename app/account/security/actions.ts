"use server";

import { requestEmailChange } from "@/lib/accounts/email-change";
import { confirmVerification } from "@/lib/accounts/email-verification";
import { confirmVerificationContract } from "@/lib/accounts/email-verification.schema";
import { changePasswordContract } from "@/lib/accounts/password.schema";
import { changePassword } from "@/lib/accounts/password-change";
import { changeEmailContract } from "@/lib/accounts/profile.schema";
import { action } from "@/lib/entry/action";

export const changePasswordAction = action(changePasswordContract, changePassword);

export const changeEmailAction = action(changeEmailContract, requestEmailChange);

export const confirmEmailAction = action(confirmVerificationContract, confirmVerification);

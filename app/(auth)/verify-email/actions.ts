"use server";

import { confirmVerification, requestVerification } from "@/lib/accounts/email-verification";
import { confirmVerificationContract, requestVerificationContract } from "@/lib/accounts/email-verification.schema";
import { action } from "@/lib/entry/action";

export const confirmVerificationAction = action(confirmVerificationContract, confirmVerification);

export const requestVerificationAction = action(requestVerificationContract, requestVerification);

"use server";

import { action } from "@/lib/entry/action";
import { answerApproval } from "@/lib/signin/device-approval";
import { answerApprovalContract } from "@/lib/signin/device-approval.schema";

export const answerApprovalAction = action(answerApprovalContract, answerApproval);

"use server";

import { startImpersonationContract } from "@/lib/accounts/impersonation.schema";
import { action } from "@/lib/entry/action";
import { actAs } from "@/lib/entry/impersonation";

export const startImpersonationAction = action(startImpersonationContract, actAs);

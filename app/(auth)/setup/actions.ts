"use server";

import { setupContract } from "@/lib/accounts/registration.schema";
import { completeSetup } from "@/lib/accounts/setup";
import { action } from "@/lib/entry/action";

export const completeSetupAction = action(setupContract, completeSetup);

"use server";

import { action } from "@/lib/entry/action";
import { disownSignInContract } from "@/lib/signin/device-approval.schema";
import { disownSignIn } from "@/lib/signin/disown";

export const disownSignInAction = action(disownSignInContract, disownSignIn);

"use server";

import { register } from "@/lib/accounts/registration";
import { registerContract } from "@/lib/accounts/registration.schema";
import { action } from "@/lib/entry/action";

export const registerAction = action(registerContract, register);

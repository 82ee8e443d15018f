"use server";

import { register, registerForPasskey } from "@/lib/accounts/registration";
import { registerContract, registerForPasskeyContract } from "@/lib/accounts/registration.schema";
import { action } from "@/lib/entry/action";
import { keepPasskeyHolder } from "@/lib/entry/cookies";

export const registerAction = action(registerContract, register);

export const registerForPasskeyAction = action(registerForPasskeyContract, async (actor, input) =>
  registerForPasskey(actor, input, await keepPasskeyHolder()),
);

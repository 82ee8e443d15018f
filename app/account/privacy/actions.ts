"use server";

import { deactivateOwnAccount } from "@/lib/accounts/deactivation";
import { deactivateAccountContract } from "@/lib/accounts/profile.schema";
import { action } from "@/lib/entry/action";
import { clearSessionCookie } from "@/lib/entry/cookies";

export const deactivateAccountAction = action(deactivateAccountContract, async (actor, input) => {
  const result = await deactivateOwnAccount(actor, input);
  await clearSessionCookie();
  return result;
});

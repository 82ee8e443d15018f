"use server";

import { action } from "@/lib/entry/action";
import { goOnWith } from "@/lib/entry/browser-sign-in";
import { readDevice, readSignIn } from "@/lib/entry/cookies";
import { safeRedirect } from "@/lib/entry/safe-redirect";
import { checkApprovalInBrowser } from "@/lib/signin/device-approval";
import { browserDeviceStatusContract } from "@/lib/signin/device-approval.schema";

/** How this browser's sign-in stands; once it is approved, its session. */
export const checkDeviceAction = action(browserDeviceStatusContract, async (actor, { callback_url }) => {
  const step = await checkApprovalInBrowser(actor, (await readSignIn()) ?? "", await readDevice());
  if (step.status === "device_approval_required") return { status: "waiting" as const, redirect_to: "" };
  return { status: "go_on" as const, redirect_to: await goOnWith(step, safeRedirect(callback_url)) };
});

"use server";

import { headers } from "next/headers";
import { action } from "@/lib/entry/action";
import { clearSignInCookie, readDevice, readSignIn, setDeviceCookie, setSessionCookie } from "@/lib/entry/cookies";
import { safeRedirect } from "@/lib/entry/safe-redirect";
import { endOwnSession } from "@/lib/entry/sign-out";
import { finishBrowserSignIn } from "@/lib/signin/second-factor";
import { finishSignInContract } from "@/lib/signin/signin.schema";

export const verifySecondFactorAction = action(finishSignInContract, async (actor, { method, code, callback_url }) => {
  const token = (await readSignIn()) ?? "";
  const session = await finishBrowserSignIn(actor, { pre_auth_token: token, method, code }, await readDevice());
  await endOwnSession(await headers());
  await setSessionCookie(session);
  await setDeviceCookie(session.device);
  await clearSignInCookie();
  return { redirect_to: safeRedirect(callback_url) };
});

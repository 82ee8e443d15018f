"use server";

import { headers } from "next/headers";
import { action } from "@/lib/entry/action";
import { readDevice, setDeviceCookie, setSessionCookie, setSignInCookie } from "@/lib/entry/cookies";
import { safeRedirect } from "@/lib/entry/safe-redirect";
import { endOwnSession } from "@/lib/entry/sign-out";
import { signInWithPassword } from "@/lib/signin/password";
import { signInContract } from "@/lib/signin/signin.schema";

export const signInAction = action(signInContract, async (actor, input) => {
  const step = await signInWithPassword(actor, {
    identifier: input.email,
    password: input.password,
    remember_me: input.remember_me,
    device: await readDevice(),
  });
  const target = safeRedirect(input.callback_url);
  if (step.status === "mfa_required") {
    await setSignInCookie(step.preAuthToken);
    return { redirect_to: `/login/verify?callbackUrl=${encodeURIComponent(target)}` };
  }
  await endOwnSession(await headers());
  await setSessionCookie(step.session);
  await setDeviceCookie(step.session.device);
  return { redirect_to: target };
});

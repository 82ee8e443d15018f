"use server";

import { headers } from "next/headers";
import { action } from "@/lib/entry/action";
import { readDevice, setDeviceCookie, setSessionCookie } from "@/lib/entry/cookies";
import { safeRedirect } from "@/lib/entry/safe-redirect";
import { endOwnSession } from "@/lib/entry/sign-out";
import { signInWithPassword } from "@/lib/signin/password";
import { signInContract } from "@/lib/signin/signin.schema";

export const signInAction = action(signInContract, async (actor, input) => {
  const session = await signInWithPassword(actor, {
    identifier: input.email,
    password: input.password,
    remember_me: input.remember_me,
    device: await readDevice(),
  });
  await endOwnSession(await headers());
  await setSessionCookie(session);
  await setDeviceCookie(session.device);
  return { redirect_to: safeRedirect(input.callback_url) };
});

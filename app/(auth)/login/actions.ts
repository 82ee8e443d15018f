"use server";

import { action } from "@/lib/entry/action";
import { goOnWith } from "@/lib/entry/browser-sign-in";
import { readDevice } from "@/lib/entry/cookies";
import { safeRedirect } from "@/lib/entry/safe-redirect";
import { signInWithPassword } from "@/lib/signin/password";
import { signInContract } from "@/lib/signin/signin.schema";

export const signInAction = action(signInContract, async (actor, input) => {
  const step = await signInWithPassword(actor, {
    identifier: input.email,
    password: input.password,
    remember_me: input.remember_me,
    device: await readDevice(),
  });
  return { redirect_to: await goOnWith(step, safeRedirect(input.callback_url)) };
});

"use server";

import { action } from "@/lib/entry/action";
import { goOnWith } from "@/lib/entry/browser-sign-in";
import { keepPasskeyHolder, readDevice, readPasskeyHolder } from "@/lib/entry/cookies";
import { safeRedirect } from "@/lib/entry/safe-redirect";
import { beginPasskeySignIn, signInWithPasskey } from "@/lib/signin/passkey";
import { browserPasskeyOptionsContract, passkeySignInContract } from "@/lib/signin/passkey.schema";
import { signInWithPassword } from "@/lib/signin/password";
import { signInContract } from "@/lib/signin/signin.schema";

export const signInAction = action(signInContract, async (actor, input) => {
  const step = await signInWithPassword(actor, {
    identifier: input.email,
    password: input.password,
    remember_me: input.remember_me,
    device: await readDevice(),
    proof: input.proof,
  });
  return { redirect_to: await goOnWith(step, safeRedirect(input.callback_url), "password") };
});

export const beginPasskeySignInAction = action(browserPasskeyOptionsContract, async (actor) => ({
  public_key: await beginPasskeySignIn(actor, await keepPasskeyHolder()),
}));

export const passkeySignInAction = action(passkeySignInContract, async (actor, { response, remember_me, callback_url }) => {
  const holder = (await readPasskeyHolder()) ?? "";
  const step = await signInWithPasskey(actor, { response, remember_me, holder, device: await readDevice() });
  return { redirect_to: await goOnWith(step, safeRedirect(callback_url), "passkey") };
});

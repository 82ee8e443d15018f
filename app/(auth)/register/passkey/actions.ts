"use server";

import { action } from "@/lib/entry/action";
import { goOnWith } from "@/lib/entry/browser-sign-in";
import { readDevice, readPasskeyHolder } from "@/lib/entry/cookies";
import { safeRedirect } from "@/lib/entry/safe-redirect";
import { beginSetUpContract, finishSetUpContract } from "@/lib/passkeys/passkeys.schema";
import { beginSetUp } from "@/lib/passkeys/set-up";
import { signInWithFirstPasskey } from "@/lib/signin/passkey";

export const beginSetUpAction = action(beginSetUpContract, async (actor) => beginSetUp(actor, (await readPasskeyHolder()) ?? ""));

export const finishSetUpAction = action(finishSetUpContract, async (actor, { response, callback_url }) => {
  const holder = (await readPasskeyHolder()) ?? "";
  const step = await signInWithFirstPasskey(actor, { response, holder, device: await readDevice() });
  return { redirect_to: await goOnWith(step, safeRedirect(callback_url), "passkey") };
});

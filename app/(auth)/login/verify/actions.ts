"use server";

import { action } from "@/lib/entry/action";
import { goOnWith } from "@/lib/entry/browser-sign-in";
import { readDevice, readSignIn } from "@/lib/entry/cookies";
import { safeRedirect } from "@/lib/entry/safe-redirect";
import { finishWithPasskeyContract, ownPasskeyFactorOptionsContract } from "@/lib/signin/passkey.schema";
import { browserPasskeyFactorOptions } from "@/lib/signin/passkey-factor";
import { finishBrowserSignIn } from "@/lib/signin/second-factor";
import { sendBrowserCode } from "@/lib/signin/send-code";
import { finishSignInContract, sendOwnCodeContract } from "@/lib/signin/signin.schema";

export const verifySecondFactorAction = action(finishSignInContract, async (actor, { method, code, trust_device, callback_url }) => {
  const proof = { pre_auth_token: (await readSignIn()) ?? "", method, code, trust_device };
  const step = await finishBrowserSignIn(actor, proof, await readDevice());
  return { redirect_to: await goOnWith(step, safeRedirect(callback_url)) };
});

export const sendCodeAction = action(sendOwnCodeContract, async (actor, { method }) =>
  sendBrowserCode(actor, { pre_auth_token: (await readSignIn()) ?? "", method }),
);

export const beginPasskeyFactorAction = action(ownPasskeyFactorOptionsContract, async (actor) =>
  browserPasskeyFactorOptions(actor, { pre_auth_token: (await readSignIn()) ?? "" }),
);

export const verifyPasskeyFactorAction = action(finishWithPasskeyContract, async (actor, { callback_url, ...proof }) => {
  const given = { pre_auth_token: (await readSignIn()) ?? "", method: "passkey" as const, ...proof };
  const step = await finishBrowserSignIn(actor, given, await readDevice());
  return { redirect_to: await goOnWith(step, safeRedirect(callback_url)) };
});

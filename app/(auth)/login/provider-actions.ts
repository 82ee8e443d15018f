"use server";

import { z } from "zod";
import { action, nothing } from "@/lib/entry/action";
import { configuredProviders, startProviderSignIn } from "@/lib/entry/auth";
import { safeRedirect } from "@/lib/entry/safe-redirect";

const contract = { input: z.object({ provider: z.string(), callback_url: z.string() }), output: nothing };

/** Sends the browser to a provider's sign-in; it comes back to a path of ours. */
export const signInWithProviderAction = action(contract, async (_actor, input) => {
  const known = configuredProviders.find((name) => name === input.provider);
  if (known) await startProviderSignIn(known, safeRedirect(input.callback_url));
  return {};
});

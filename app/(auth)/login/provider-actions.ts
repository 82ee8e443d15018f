"use server";

import { configuredProviders, startProviderSignIn } from "@/lib/entry/auth";
import { safeRedirect } from "@/lib/entry/safe-redirect";

/** Sends the browser to a provider's sign-in; it comes back to a path of ours. */
export async function signInWithProviderAction(provider: string, callbackUrl: string): Promise<void> {
  const known = configuredProviders.find((name) => name === provider);
  if (known) await startProviderSignIn(known, safeRedirect(callbackUrl));
}

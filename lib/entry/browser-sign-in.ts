import { headers } from "next/headers";
import { clearSignInCookie, type SignInWay, setDeviceCookie, setLastWay, setSessionCookie, setSignInCookie } from "@/lib/entry/cookies";
import { endOwnSession } from "@/lib/entry/sign-out";
import type { BrowserStep } from "@/lib/signin/password";

/** The page of each step that a browser's sign-in can owe. */
const PAGES = { mfa_required: "/login/verify", device_approval_required: "/login/device" } as const;

/**
 * Lets a browser go on with its sign-in: with its session, or with the token of the step that is owed.
 * @param way how it began, for the browser to remember. @returns where it goes.
 */
export async function goOnWith(step: BrowserStep, target: string, way?: SignInWay): Promise<string> {
  if (way) await setLastWay(way);
  if (step.status !== "complete") {
    await setSignInCookie(step.preAuthToken);
    return stepPage(step.status, target);
  }
  await endOwnSession(await headers());
  await setSessionCookie(step.session);
  await setDeviceCookie(step.session.device);
  await clearSignInCookie();
  return target;
}

/** The page of a step, which leads to `target` afterwards. */
export const stepPage = (step: keyof typeof PAGES, target: string): string => `${PAGES[step]}?callbackUrl=${encodeURIComponent(target)}`;

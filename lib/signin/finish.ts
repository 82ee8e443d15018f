import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { askForApproval } from "@/lib/signin/ask-for-approval";
import { type DeviceAtHand, deviceAtHand, newDevice } from "@/lib/signin/device-at-hand";
import type { loginContract } from "@/lib/signin/login.schema";
import { openExchangedSession, openWaitingBrowserSession } from "@/lib/signin/open-session";
import type { BrowserStep } from "@/lib/signin/password";
import { describePerson, type Person } from "@/lib/signin/person";
import { isBrowsers, nextStep } from "@/lib/signin/steps";
import { issueTokenPair } from "@/lib/signin/token-pair";
import { describeStep } from "@/lib/signin/unfinished";
import { noSuchSignIn, type PreAuth } from "@/lib/tokens/pre-auth-token";

/** Who goes on with a sign-in, and as whom. */
interface Going {
  preAuth: PreAuth;
  person: Person;
  token: string;
}

/** What a program is given to keep once its owner has let it in; null for any other. */
export const newProgramDevice = ({ approvedAt, userId }: PreAuth): DeviceAtHand | null => (approvedAt ? newDevice(userId) : null);

/**
 * Goes on with a program's sign-in after a step of it: finishes it, or says what is owed next.
 * @throws AppError TOKEN_REVOKED, also for a browser's; RATE_LIMITED.
 */
export async function goOnAsProgram(actor: Actor, { preAuth, person, token }: Going): Promise<z.input<typeof loginContract.output>> {
  if (isBrowsers(preAuth)) throw noSuchSignIn();
  const step = nextStep(preAuth);
  if (step === "device_approval_required") await askForApproval(actor, token);
  if (step !== "complete") return describeStep(step, token, preAuth);
  const device = newProgramDevice(preAuth);
  const { session, refreshToken } = await openExchangedSession(actor, preAuth, { person, organizationId: null, device });
  const { id: sessionId, authTime } = session;
  const tokens = await issueTokenPair({ userId: person.id, sessionId, authTime, amr: preAuth.amr, organization: null }, refreshToken);
  return { status: "complete", ...tokens, user: describePerson(person), ...(device ? { device_token: device.keeps } : {}) };
}

/**
 * The same for a browser, which gets a session. @param kept what it kept of an earlier sign-in.
 * @throws AppError TOKEN_REVOKED, also for a program's; RATE_LIMITED.
 */
export async function goOnInBrowser(actor: Actor, { preAuth, person, token }: Going, kept: string | null): Promise<BrowserStep> {
  if (!isBrowsers(preAuth)) throw noSuchSignIn();
  const step = nextStep(preAuth);
  if (step === "device_approval_required") return { status: step, preAuthToken: await askForApproval(actor, token) };
  if (step === "mfa_required") return { status: step, preAuthToken: token };
  const device = await deviceAtHand(kept, person.id);
  const session = await openWaitingBrowserSession(actor, preAuth, person, device);
  return { status: "complete", session: { ...session, device: device.keeps } };
}

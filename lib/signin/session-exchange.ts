import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { methodsOf, policyRefused } from "@/lib/access/policy";
import { readStanding } from "@/lib/access/standing";
import { AppError, notFound } from "@/lib/errors";
import { limit } from "@/lib/limits/limit";
import type { IssuedSession } from "@/lib/sessions/store";
import { newProgramDevice } from "@/lib/signin/finish";
import type { sessionExchangeContract } from "@/lib/signin/login.schema";
import { openExchangedSession } from "@/lib/signin/open-session";
import { describePerson, findPerson } from "@/lib/signin/person";
import { isBrowsers, nextStep } from "@/lib/signin/steps";
import { issueTokenPair } from "@/lib/signin/token-pair";
import { findPreAuth, noSuchSignIn } from "@/lib/tokens/pre-auth-token";

type Exchanged = z.input<typeof sessionExchangeContract.output>;

/**
 * Finishes a sign-in that was begun with `exchange`: opens a session for the chosen organization, or for none, and
 * gives its tokens and its cookie's value. A choice that is refused leaves the token good for another.
 * @throws AppError TOKEN_REVOKED for a token that is used, run out or unknown, and for a browser's; NOT_FOUND for an organization that its
 * person does not belong to now; STEP_UP_REQUIRED while a second factor or the approval of the device is owed; FORBIDDEN where the organization's policy asks
 * for another sign-in.
 */
export async function exchangeSession(
  actor: Actor,
  input: z.output<typeof sessionExchangeContract.input>,
): Promise<{ session: IssuedSession; answer: Exchanged }> {
  await limit("exchange.ip", actor.context.ip ?? "unknown");
  const preAuth = await findPreAuth(input.pre_auth_token);
  if (isBrowsers(preAuth)) throw noSuchSignIn();
  const step = nextStep(preAuth);
  if (step === "mfa_required") throw new AppError("STEP_UP_REQUIRED", "Prove the second factor first, with POST /api/v1/auth/mfa/verify.");
  if (step === "device_approval_required") {
    throw new AppError("STEP_UP_REQUIRED", "The device is to be let in first, see POST /api/v1/auth/device/status.");
  }
  const organizationId = input.organization_id ?? input.team_id ?? null;
  const organization = organizationId === null ? null : await readStanding(preAuth.userId, organizationId, methodsOf(preAuth));
  if (organizationId !== null && !organization) throw notFound("There is no such organization.");
  if (organization?.unmet?.enforced) throw policyRefused(organization, organization.unmet);
  const person = await findPerson(preAuth.userId);
  if (!person) throw noSuchSignIn();
  const device = newProgramDevice(preAuth);
  const { session, refreshToken } = await openExchangedSession(actor, preAuth, { person, organizationId, device });
  const { id: sessionId, authTime } = session;
  const tokens = await issueTokenPair({ userId: person.id, sessionId, authTime, amr: preAuth.amr, organization }, refreshToken);
  const kept = device ? { device_token: device.keeps } : {};
  return { session, answer: { status: "complete", ...tokens, user: describePerson(person), ...kept, organization } };
}

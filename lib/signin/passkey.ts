import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { audit } from "@/lib/audit/audit";
import { randomToken } from "@/lib/crypto";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { limit } from "@/lib/limits/limit";
import { countSignIn } from "@/lib/metrics";
import { provePasskey, wrongPasskey } from "@/lib/passkeys/assertion";
import { hashIdentifier, issueChallenge, type TakenChallenge } from "@/lib/passkeys/challenges";
import type { Assertion, Attestation, requestOptions } from "@/lib/passkeys/passkeys.schema";
import { CEREMONY_MS, RELYING_PARTY } from "@/lib/passkeys/relying-party";
import { finishSetUp } from "@/lib/passkeys/set-up";
import { deviceAtHand } from "@/lib/signin/device-at-hand";
import { goOnAsProgram, goOnInBrowser } from "@/lib/signin/finish";
import type { passkeyLoginContract, passkeyOptionsContract } from "@/lib/signin/passkey.schema";
import type { BrowserStep } from "@/lib/signin/password";
import type { Person } from "@/lib/signin/person";
import { refusalFor } from "@/lib/signin/prove-password";
import { findPreAuth, issuePreAuthToken, type NewPreAuth, noSuchSignIn } from "@/lib/tokens/pre-auth-token";

type RequestOptions = z.input<typeof requestOptions>;

/**
 * What a passkey is to sign for somebody to sign in. Nobody is looked up and no passkey is named, so that it is the same work and
 * the same answer for every address: authenticators find the passkeys for this portal by themselves.
 * @param holder what only this browser or program holds. @throws AppError RATE_LIMITED.
 */
export async function beginPasskeySignIn(actor: Actor, holder: string, identifier: string | null = null): Promise<RequestOptions> {
  await limit("passkey.options.ip", actor.context.ip ?? "unknown");
  return requestFor(await issueChallenge({ ceremony: "sign_in", holder, identifier }), []);
}

/** What `navigator.credentials.get` is asked. */
export const requestFor = (challenge: string, allowCredentials: RequestOptions["allowCredentials"]): RequestOptions => ({
  rpId: RELYING_PARTY.id,
  challenge,
  timeout: CEREMONY_MS,
  allowCredentials,
  userVerification: "required",
});

/** The same for a program, which is given what binds it. @throws AppError RATE_LIMITED. */
export async function passkeyOptions(
  actor: Actor,
  input: z.output<typeof passkeyOptionsContract.input>,
): Promise<z.input<typeof passkeyOptionsContract.output>> {
  const token = randomToken();
  const options = await beginPasskeySignIn(actor, token, input.email ?? input.username ?? null);
  return { public_key: options, ceremony_token: token, expires_in: CEREMONY_MS / 1000 };
}

export interface PasskeySignIn {
  response: Assertion;
  remember_me: boolean;
  /** What the browser's challenges are bound to. */
  holder: string;
  /** What the browser kept of an earlier sign-in. */
  device: string | null;
}

/**
 * Signs a person in with a browser, by a passkey: both factors at once, so no second one is owed. Whatever else a sign-in owes is
 * asked, by the same table and the same statements as after a password.
 * @throws AppError INVALID_CREDENTIALS, EMAIL_NOT_VERIFIED, ACCOUNT_DISABLED, RATE_LIMITED.
 */
export async function signInWithPasskey(actor: Actor, { response, remember_me, holder, device }: PasskeySignIn): Promise<BrowserStep> {
  const proven = await prove(actor, holder, response);
  return openForBrowser(actor, proven, { kind: remember_me ? "remembered" : "browser", device });
}

/**
 * Makes the first passkey of an account that was registered without a password, and signs in with it.
 * @throws what `finishSetUp` throws.
 */
export async function signInWithFirstPasskey(
  actor: Actor,
  { response, holder, device }: { response: Attestation; holder: string; device: string | null },
): Promise<BrowserStep> {
  const { userId, passkeyId, amr } = await finishSetUp(actor, holder, response);
  const person = await db.user.findUnique({ where: { id: userId }, select: PERSON });
  if (!person) throw noSuchSignIn();
  return openForBrowser(actor, { person, passkeyId, amr }, { kind: "browser", device });
}

async function openForBrowser(
  actor: Actor,
  { person, passkeyId, amr }: Proven,
  { kind, device }: { kind: "browser" | "remembered"; device: string | null },
): Promise<BrowserStep> {
  const { context } = actor;
  const { knownHash: deviceHash } = await deviceAtHand(device, person.id);
  const begun = { userId: person.id, amr, provider: null, kind, deviceName: null, selects: false, deviceHash, context };
  const token = await begin(begun, passkeyId);
  return goOnInBrowser(actor, { preAuth: await findPreAuth(token), person, token }, device);
}

/** The same for a program, which is answered as a sign-in by password is. @throws what `signInWithPasskey` throws. */
export async function logInWithPasskey(
  actor: Actor,
  input: z.output<typeof passkeyLoginContract.input>,
): Promise<z.input<typeof passkeyLoginContract.output>> {
  const { person, passkeyId, amr } = await prove(actor, input.ceremony_token, input.response);
  const kind = input.remember_me ? "remembered_program" : "program";
  const { device_name: deviceName = null, device_token: kept, exchange: selects } = input;
  const deviceHash = kept ? (await deviceAtHand(kept, person.id)).knownHash : null;
  const begun = { userId: person.id, amr, provider: null, kind, deviceName, selects, deviceHash, context: actor.context } as const;
  const token = await begin({ ...begun, amr }, passkeyId);
  return goOnAsProgram(actor, { preAuth: await findPreAuth(token), person, token });
}

/** @throws AppError INVALID_CREDENTIALS when the passkey was taken away since it signed. */
async function begin(begun: NewPreAuth, passkeyId: string): Promise<string> {
  const token = await issuePreAuthToken(begun, { by: "passkey", id: passkeyId });
  if (token !== null) return token;
  countSignIn("INVALID_CREDENTIALS");
  throw wrongPasskey();
}

const PERSON = { id: true, email: true, emailVerified: true, username: true, name: true, role: true } as const;

interface Proven {
  person: Person;
  passkeyId: string;
  amr: string[];
}

async function prove(actor: Actor, holder: string, response: Assertion): Promise<Proven> {
  const spent = await limit("passkey.ip", actor.context.ip ?? "unknown");
  let userId: string | null = null;
  try {
    const proven = await provePasskey(actor, { ceremony: "sign_in", holder }, response);
    userId = proven.userId;
    const user = await db.user.findUnique({
      where: { id: userId },
      select: { ...PERSON, isActive: true, mustResetPassword: true },
    });
    if (!user || !isMeant(user, proven.challenge)) throw wrongPasskey();
    const refusal = refusalFor(user);
    if (refusal) throw refusal;
    await spent.refund();
    return { person: user, passkeyId: proven.passkeyId, amr: proven.amr };
  } catch (error) {
    countSignIn(error instanceof AppError ? error.type : "INTERNAL");
    if (error instanceof AppError) await recordFailure(actor, userId, error);
    throw error;
  }
}

/** Whether it is the account whose address or username was typed, where one was. */
const isMeant = (user: Person, { identifierHash }: TakenChallenge): boolean =>
  identifierHash === null || [user.email, user.username].some((one) => one !== null && hashIdentifier(one) === identifierHash);

async function recordFailure(actor: Actor, userId: string | null, { type }: AppError): Promise<void> {
  await audit(db, actor, {
    action: "session.failed",
    outcome: "failure",
    ...(userId ? { target: { type: "user", id: userId } } : {}),
    details: { reason: type, method: "passkey" },
  });
}

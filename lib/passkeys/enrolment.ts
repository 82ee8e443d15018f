import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { requireInPerson } from "@/lib/access/authorize";
import { proveOwner } from "@/lib/accounts/prove-owner";
import { tellOwner } from "@/lib/accounts/tell-owner";
import { audit } from "@/lib/audit/audit";
import { db } from "@/lib/db";
import { AppError, conflict } from "@/lib/errors";
import { limit } from "@/lib/limits/limit";
import { readAttestation } from "@/lib/passkeys/attestation";
import { issueChallenge, takeChallenge } from "@/lib/passkeys/challenges";
import { insertPasskey, optionsFor } from "@/lib/passkeys/creation";
import { viewOfPasskey } from "@/lib/passkeys/passkeys";
import { type addPasskeyContract, type beginPasskeyContract, MOST_PASSKEYS } from "@/lib/passkeys/passkeys.schema";
import { amrOf, noteProven } from "@/lib/passkeys/proof";
import { endTrust } from "@/lib/sessions/device-row";
import { holdLiveSession } from "@/lib/sessions/hold-session";
import { endSessions } from "@/lib/sessions/manage";
import { forgetCachedSessions } from "@/lib/sessions/session-cache";

/** What an authenticator answered is no passkey that can be taken. */
export const refusedPasskey = (): AppError => new AppError("INVALID_CREDENTIALS", "This passkey could not be added. Try again.");

/**
 * Begins to add a passkey, behind a fresh proof of who asks. What is answered is for this session alone, for five minutes.
 * @throws AppError VALIDATION_ERROR, STEP_UP_REQUIRED, CONFLICT for more than twenty, RATE_LIMITED.
 */
export async function beginPasskey(
  actor: Actor,
  input: z.output<typeof beginPasskeyContract.input>,
): Promise<z.input<typeof beginPasskeyContract.output>> {
  const user = requireInPerson(actor, "factors.change");
  await proveOwner(user, input.current_password);
  const person = await db.user.findUniqueOrThrow({ where: { id: user.userId }, select: { id: true, email: true, name: true } });
  const challenge = await issueChallenge({ ceremony: "register", holder: user.sessionId, userId: user.userId });
  return { public_key: await optionsFor(person, challenge) };
}

/**
 * Adds the passkey that was made. The other sessions end (OWASP ASVS 5.0 §7.4.3), and the owner is told by mail.
 * @throws AppError INVALID_CREDENTIALS for what is none that was asked for here, CONFLICT, RATE_LIMITED.
 */
export async function addPasskey(
  actor: Actor,
  { response, name }: z.output<typeof addPasskeyContract.input>,
): Promise<z.input<typeof addPasskeyContract.output>> {
  const user = requireInPerson(actor, "factors.change");
  const spent = await limit("mfa.enrol", user.userId);
  const challenge = await takeChallenge({ ceremony: "register", holder: user.sessionId }, response.response.clientDataJSON);
  const made = challenge?.userId === user.userId ? await readAttestation(response, challenge, actor.context.userAgent) : null;
  if (!made) throw refusedPasskey();
  const added = await db.$transaction(async (tx) => {
    // Those that are added at once are counted one after the other.
    await holdLiveSession(tx, user);
    if ((await tx.passkey.count({ where: { userId: user.userId } })) >= MOST_PASSKEYS) {
      throw conflict(`You have ${MOST_PASSKEYS} passkeys. Remove one first.`);
    }
    const row = await insertPasskey(tx, user.userId, made, name);
    await noteProven(tx, user.sessionId, amrOf(made));
    await endTrust(tx, user.userId);
    const ended = await endSessions(tx, user.userId, user.sessionId);
    const target = { type: "user", id: user.userId } as const;
    await audit(tx, actor, { action: "passkey.added", target, details: { passkey_id: row.id, sessions_ended: ended } });
    await tellOwner(tx, actor, "passkey_added", { userId: user.userId, to: user.email });
    return { passkey: viewOfPasskey(row), sessions_ended: ended };
  });
  await spent.refund();
  forgetCachedSessions(user.userId);
  return added;
}

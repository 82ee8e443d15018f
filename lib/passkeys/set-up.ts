import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { findSetUp, takeSetUp } from "@/lib/accounts/passkey-set-up";
import { audit } from "@/lib/audit/audit";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { limit } from "@/lib/limits/limit";
import type { ProvenPasskey } from "@/lib/passkeys/assertion";
import { readAttestation } from "@/lib/passkeys/attestation";
import { issueChallenge, takeChallenge } from "@/lib/passkeys/challenges";
import { insertPasskey, optionsFor } from "@/lib/passkeys/creation";
import { refusedPasskey } from "@/lib/passkeys/enrolment";
import type { Attestation, beginSetUpContract } from "@/lib/passkeys/passkeys.schema";
import { amrOf } from "@/lib/passkeys/proof";

/** One answer for a set-up that never was, was done, or has run out. */
const noSuchSetUp = () => new AppError("TOKEN_EXPIRED", "This can no longer be finished here. Sign in, or choose a password by mail.");

/**
 * Begins the first passkey of an account that was registered without a password in this browser.
 * @param holder what only this browser holds. @throws AppError TOKEN_EXPIRED, RATE_LIMITED.
 */
export async function beginSetUp(actor: Actor, holder: string): Promise<z.input<typeof beginSetUpContract.output>> {
  await limit("passkey.options.ip", actor.context.ip ?? "unknown");
  const setUp = await findSetUp(holder);
  if (!setUp) throw noSuchSetUp();
  const challenge = await issueChallenge({ ceremony: "set_up", holder, userId: setUp.person.id });
  return { public_key: await optionsFor(setUp.person, challenge) };
}

/** Adds it, once. @returns whose and which it is, and what it proved. @throws AppError TOKEN_EXPIRED, INVALID_CREDENTIALS, CONFLICT, RATE_LIMITED. */
export async function finishSetUp(
  actor: Actor,
  holder: string,
  response: Attestation,
): Promise<Pick<ProvenPasskey, "userId" | "passkeyId" | "amr">> {
  const spent = await limit("passkey.ip", actor.context.ip ?? "unknown");
  const challenge = await takeChallenge({ ceremony: "set_up", holder }, response.response.clientDataJSON);
  const setUp = await findSetUp(holder);
  if (!setUp) throw noSuchSetUp();
  const made = challenge?.userId === setUp.person.id ? await readAttestation(response, challenge, actor.context.userAgent) : null;
  if (!made) throw refusedPasskey();
  const userId = setUp.person.id;
  const passkeyId = await db.$transaction(async (tx) => {
    if (!(await takeSetUp(tx, setUp))) throw noSuchSetUp();
    const row = await insertPasskey(tx, userId, made, undefined);
    await audit(tx, actor, { action: "passkey.added", target: { type: "user", id: userId }, details: { passkey_id: row.id } });
    return row.id;
  });
  await spent.refund();
  return { userId, passkeyId, amr: amrOf(made) };
}

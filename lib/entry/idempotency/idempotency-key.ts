import type { Actor } from "@/lib/access/actor";
import { keyedHash } from "@/lib/crypto";
import { invalidInput } from "@/lib/errors";
import { networkOf } from "@/lib/limits/network";

/** One thing that is to be done once: what names it, and what was sent for it. Keyed hashes both. */
export interface Undertaking {
  id: string;
  fingerprint: string;
}

/** Visible ASCII (RFC 9110 §5.5), enough for a UUID and more; quotes are those of a structured string (RFC 8941 §3.3.3). */
const KEY = /^"?([\x21\x23-\x5b\x5d-\x7e]{1,255})"?$/;

/**
 * What the `Idempotency-Key` of a request names: the same key of another caller, or at another address, is another. Nobody is
 * told apart from others of their network while signed out, but must send what the others sent to be answered alike.
 * A caller whose role has changed is another, so that no old answer gets round a rule.
 * @param input all that was sent, parsed.
 * @throws AppError VALIDATION_ERROR for a key that is none.
 */
export function undertakingOf(key: string, actor: Actor, address: string, input: unknown): Undertaking {
  const bare = KEY.exec(key)?.[1];
  if (bare === undefined) throw invalidInput({ "idempotency-key": ["An Idempotency-Key is 1 to 255 visible characters, such as a UUID."] });
  return {
    id: keyedHash("idempotency", JSON.stringify([callerOf(actor), address, bare])),
    fingerprint: keyedHash("idempotency", JSON.stringify(input)),
  };
}

function callerOf(actor: Actor): string[] {
  if (actor.kind === "session") return ["user", actor.userId, actor.role];
  return [actor.kind, networkOf(actor.context.ip ?? "unknown")];
}

import type { Tx } from "@/lib/db";

/** What says in `amr` that more than one factor was proven: the device that holds the key, and its person (RFC 8176 §2). */
const BOTH = "mfa";

/** What a passkey is called in `amr` (RFC 8176 §2): a key in hardware or a synced one, and somebody who was verified. */
export const amrOf = ({ isSynced }: { isSynced: boolean }): string[] => [isSynced ? "swk" : "hwk", "user", BOTH];

/** Whoever makes a passkey was verified by it here: what asks for one opens to this session at once. */
export async function noteProven(tx: Tx, sessionId: string, proven: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE sessions SET amr = amr || ARRAY(SELECT one FROM unnest(${[...proven]}::text[]) AS one WHERE one <> ALL (amr))
     WHERE id = ${sessionId}::uuid`;
}

/** A session rests on no passkey when its person has none any more; nor on two factors, where nothing else was the second. */
export async function forgetProven(tx: Tx, userId: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE sessions SET amr = ARRAY(
      SELECT one FROM unnest(amr) AS one
       WHERE one NOT IN ('hwk', 'swk', 'user')
         AND (one <> ${BOTH} OR EXISTS (
           SELECT FROM unnest(amr) AS other WHERE other NOT IN ('pwd', 'fed', 'hwk', 'swk', 'user', ${BOTH})))
    ) WHERE user_id = ${userId}::uuid AND amr && '{hwk,swk}'::text[]
        AND NOT EXISTS (SELECT FROM passkeys WHERE user_id = ${userId}::uuid)`;
}

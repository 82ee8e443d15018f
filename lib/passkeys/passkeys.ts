import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { requireInPerson, requireUser } from "@/lib/access/authorize";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import type { listPasskeysContract, passkeyView, renamePasskeyContract } from "@/lib/passkeys/passkeys.schema";

type PasskeyView = z.input<typeof passkeyView>;

/** What a view of a passkey is made of. */
export const PASSKEY_COLUMNS = { id: true, name: true, isSynced: true, createdAt: true, lastUsedAt: true } as const;

export interface PasskeyRow {
  id: string;
  name: string;
  isSynced: boolean;
  createdAt: Date;
  lastUsedAt: Date | null;
}

/** A passkey as its owner sees it. */
export const viewOfPasskey = (row: PasskeyRow): PasskeyView => ({
  id: row.id,
  name: row.name,
  synced: row.isSynced,
  created_at: row.createdAt.toISOString(),
  last_used_at: row.lastUsedAt?.toISOString() ?? null,
});

/** One's own passkeys, the oldest first. @throws AppError UNAUTHENTICATED. */
export async function listPasskeys(actor: Actor): Promise<z.input<typeof listPasskeysContract.output>> {
  const { userId } = requireUser(actor);
  const rows = await db.passkey.findMany({ where: { userId }, orderBy: { id: "asc" }, select: PASSKEY_COLUMNS });
  return { passkeys: rows.map(viewOfPasskey) };
}

/** Gives one's passkey another name. @throws AppError NOT_FOUND for an unknown id and for somebody else's alike. */
export async function renamePasskey(actor: Actor, input: z.output<typeof renamePasskeyContract.input>): Promise<PasskeyView> {
  const { userId } = requireInPerson(actor, "factors.change");
  const where = { id: input.id, userId };
  const [row] = await db.passkey.updateManyAndReturn({ where, data: { name: input.name }, select: PASSKEY_COLUMNS });
  if (!row) throw noSuchPasskey();
  return viewOfPasskey(row);
}

/** One answer for an unknown passkey and somebody else's. */
export const noSuchPasskey = () => notFound("There is no such passkey.");

/** Whether to offer a passkey to somebody: they have none, and did not put the offer away. */
export async function isPasskeyOffered(actor: Actor): Promise<boolean> {
  const { userId } = requireUser(actor);
  const found = await db.user.findUnique({
    where: { id: userId },
    select: { passkeyOfferClosedAt: true, passkeys: { take: 1, select: { id: true } } },
  });
  return found !== null && found.passkeyOfferClosedAt === null && found.passkeys.length === 0;
}

/** Puts the offer of a passkey away for good. @throws AppError UNAUTHENTICATED, FORBIDDEN for whoever acts as them. */
export async function closePasskeyOffer(actor: Actor): Promise<{ closed: true }> {
  const { userId } = requireInPerson(actor, "factors.change");
  await db.user.updateMany({ where: { id: userId, passkeyOfferClosedAt: null }, data: { passkeyOfferClosedAt: new Date() } });
  return { closed: true };
}

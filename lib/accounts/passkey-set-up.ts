import { keyedHash } from "@/lib/crypto";
import { db, type Tx } from "@/lib/db";

/** How long the first passkey may be made after the address was proven, in milliseconds. */
const OPEN_MS = 30 * 60 * 1000;

/** What is kept of what only the registering browser holds. */
export const hashSetUp = (holder: string): string => keyedHash("passkey", `set-up:${holder}`);

/** An account whose address is proven and which has no way in yet. */
export interface OpenSetUp {
  tokenId: string;
  person: { id: string; email: string; name: string | null };
}

/**
 * The account whose first passkey this browser may make now: its address was proven by the mail of the registration made here,
 * within the last half hour, and it has no other way in.
 */
export async function findSetUp(holder: string): Promise<OpenSetUp | null> {
  const found = await db.oneTimeToken.findFirst({
    where: { setUpHash: hashSetUp(holder), setUpUntil: { gt: new Date() }, user: NO_WAY_IN },
    orderBy: { id: "desc" },
    select: { id: true, email: true, user: { select: { id: true, email: true, name: true } } },
  });
  return found && found.email === found.user.email ? { tokenId: found.id, person: found.user } : null;
}

const NO_WAY_IN = {
  isActive: true,
  emailVerified: { not: null },
  passwordHash: null,
  passkeys: { none: {} },
  accounts: { none: {} },
};

/** Lets the registering browser make the first passkey, in the transaction that proves the address. */
export async function openSetUp(tx: Tx, tokenId: string): Promise<void> {
  await tx.oneTimeToken.updateMany({ where: { id: tokenId }, data: { setUpUntil: new Date(Date.now() + OPEN_MS) } });
}

/**
 * Uses it up, once, in the caller's transaction, under the lock of the account's row: false when somebody was faster, it has run
 * out, or the account has a way in by now.
 */
export async function takeSetUp(tx: Tx, { tokenId, person }: OpenSetUp): Promise<boolean> {
  await tx.$executeRaw`SELECT 1 FROM users WHERE id = ${person.id}::uuid FOR UPDATE`;
  const { count } = await tx.oneTimeToken.updateMany({
    where: { id: tokenId, setUpUntil: { gt: new Date() }, user: NO_WAY_IN },
    data: { setUpHash: null, setUpUntil: null },
  });
  return count === 1;
}

import type { Tx } from "@/lib/db";
import { conflict } from "@/lib/errors";

/** Any number; it only has to differ from the other advisory locks of this database. */
const ADMINISTRATORS_LOCK = 7_210_001;

/**
 * Refuses to take the platform's last active administrator away. Serialised by a lock that is held until
 * the caller's transaction ends, so that two administrators cannot remove each other at once.
 * @throws AppError CONFLICT.
 */
export async function assertAnotherAdministrator(tx: Tx, userId: string): Promise<void> {
  const user = await tx.user.findUnique({ where: { id: userId }, select: { role: true } });
  if (user?.role !== "admin") return;
  await lockAdministrators(tx);
  // One whose own account waits to be erased will not stay.
  const others = await tx.user.count({ where: { role: "admin", isActive: true, eraseAfter: null, id: { not: userId } } });
  if (others === 0) throw conflict("This is the last administrator. Make somebody else one first.");
}

/** Holds back every other change of who is an administrator until this transaction ends. */
export async function lockAdministrators(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${ADMINISTRATORS_LOCK}::bigint)`;
}

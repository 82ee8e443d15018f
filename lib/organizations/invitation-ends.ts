import { db } from "@/lib/db";

/** How long an invitation is kept after the day on which its link ends, so that who was invited can still be seen. */
const KEPT_DAYS = 30;

/** Deletes up to `batch` invitations whose links ended more than thirty days ago, whatever became of them. @returns how many went. */
export async function deleteEndedInvitations(batch: number): Promise<number> {
  const before = new Date(Date.now() - KEPT_DAYS * 24 * 60 * 60 * 1000);
  return db.$executeRaw`
    DELETE FROM invitations WHERE id IN (
      SELECT id FROM invitations WHERE expires_at < ${before} ORDER BY expires_at LIMIT ${batch} FOR UPDATE SKIP LOCKED
    )`;
}

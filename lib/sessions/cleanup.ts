import { db } from "@/lib/db";

/** Deletes up to `batch` sessions that ended before `before`. @returns how many went. */
export async function deleteEndedSessions(before: Date, batch: number): Promise<number> {
  return db.$executeRaw`
    DELETE FROM sessions WHERE id IN (
      SELECT id FROM sessions WHERE expires < ${before} ORDER BY expires LIMIT ${batch} FOR UPDATE SKIP LOCKED
    )`;
}

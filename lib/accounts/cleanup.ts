import { db } from "@/lib/db";

/** Deletes up to `batch` one-time tokens, taken or not, that ended before `before`. @returns how many went. */
export async function deleteEndedOneTimeTokens(before: Date, batch: number): Promise<number> {
  return db.$executeRaw`
    DELETE FROM one_time_tokens WHERE id IN (
      SELECT id FROM one_time_tokens WHERE expires_at < ${before} ORDER BY expires_at LIMIT ${batch} FOR UPDATE SKIP LOCKED
    )`;
}

/** Deletes up to `batch` counts of guesses at codes that have ended. @returns how many went. */
export async function deleteExpiredCodeGuesses(batch: number): Promise<number> {
  return db.$executeRaw`
    DELETE FROM code_guesses WHERE token_id IN (
      SELECT token_id FROM code_guesses WHERE expires_at < now() ORDER BY expires_at LIMIT ${batch} FOR UPDATE SKIP LOCKED
    )`;
}

/** Deletes up to `batch` copies of people's data whose time has ended, with their bytes. @returns how many went. */
export async function deleteExpiredDataExports(batch: number): Promise<number> {
  return db.$executeRaw`
    DELETE FROM data_exports WHERE id IN (
      SELECT id FROM data_exports WHERE expires_at < now() ORDER BY expires_at LIMIT ${batch} FOR UPDATE SKIP LOCKED
    )`;
}

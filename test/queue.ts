import { db } from "@/lib/db";

/** How many jobs wait or run, or failed for good. */
export async function jobsLeft(): Promise<number> {
  const rows = await db.$queryRaw<{ left: number }[]>`
    SELECT count(*)::int AS left FROM graphile_worker.jobs WHERE task_identifier NOT IN ('audit.seal', 'maintenance.cleanup')`;
  return rows[0]?.left ?? 0;
}

/** A person with a proven address, enough for mail to be sent to. */
export async function addUser(email: string, data: { name?: string; emailVerified?: Date | null } = {}): Promise<{ id: string }> {
  return db.user.create({ data: { email, emailVerified: new Date(), ...data }, select: { id: true } });
}

/** What the queued security notices of a person are about, the oldest first. */
export async function noticesOf(userId: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ notice: string }[]>`
    SELECT payload->>'notice' AS notice FROM graphile_worker._private_jobs AS j JOIN graphile_worker._private_tasks AS t ON t.id = j.task_id
     WHERE t.identifier = 'mail.security_notice' AND payload->>'userId' = ${userId} ORDER BY j.id`;
  return rows.map(({ notice }) => notice);
}

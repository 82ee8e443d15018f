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

import { db, Prisma } from "@/lib/db";
import { firstIdAt } from "@/lib/ordered-id";
import { dayAfter, startOf } from "@/lib/statistics/days";

/** What is counted of a day. */
export interface DayCount {
  signIns: number;
  failedSignIns: number;
  signUps: number;
  activePeople: number;
}

const NUMBERS = Prisma.sql`
  count(*) FILTER (WHERE action = 'session.created' AND outcome = 'success')::int AS "signIns",
  count(*) FILTER (WHERE action = 'session.failed')::int AS "failedSignIns",
  count(*) FILTER (WHERE action IN ('account.registered', 'account.created', 'setup.completed'))::int AS "signUps",
  count(DISTINCT actor_id) FILTER (WHERE actor_type = 'user' AND impersonator_id IS NULL)::int AS "activePeople"`;

/** The audit rows of a day: their ids begin with their time, so the primary key finds them among any number of others. */
const rowsOf = (day: string): Prisma.Sql =>
  Prisma.sql`FROM audit_events WHERE id >= ${firstIdAt(startOf(day))}::uuid AND id < ${firstIdAt(startOf(dayAfter(day)))}::uuid`;

/** Counts a whole day in the audit trail; a day is the most that one statement reads. */
export async function countDay(day: string): Promise<DayCount> {
  const [counted] = await db.$queryRaw<DayCount[]>`SELECT ${NUMBERS} ${rowsOf(day)}`;
  if (!counted) throw new Error("PostgreSQL returned no row for an aggregate.");
  return counted;
}

/** So many rows of a day that is not over are counted for somebody who waits, about a tenth of a second's work. */
const LIVE_ROWS = 100_000;

/** Counts a day that is not over; null where so much has happened on it that the last count must do. */
export async function countLive(day: string): Promise<DayCount | null> {
  const [counted] = await db.$queryRaw<(DayCount & { rows: number })[]>`
    SELECT ${NUMBERS}, count(*)::int AS rows
      FROM (SELECT action, outcome, actor_type, actor_id, impersonator_id ${rowsOf(day)} LIMIT ${LIVE_ROWS + 1}) AS today`;
  if (!counted || counted.rows > LIVE_ROWS) return null;
  const { rows: _rows, ...count } = counted;
  return count;
}

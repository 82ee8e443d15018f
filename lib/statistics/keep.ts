import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { authorizeAct } from "@/lib/access/authorize";
import { db } from "@/lib/db";
import { countDay } from "@/lib/statistics/count";
import { dayAfter, dayOf } from "@/lib/statistics/days";
import type { recountContract } from "@/lib/statistics/statistics.schema";

/** Days counted in one run of the job; what is left waits for the next. */
const MOST_DAYS = 60;

/** How far back the job looks for days that nobody has counted: twice the longest period that is shown, and room. */
const KEPT_DAYS = 400;

/** A row is written a little after the time in its id; so long after its end a day is whole. */
const SETTLED = "5 minutes";

/**
 * Counts the days that are not counted yet, or were not over when they were, the newest first: today each time, and after the portal
 * stood still whatever it missed. Any number of processes may do so at once. The work of the job `statistics.count`.
 * @returns how many days it counted.
 */
export async function keepStatistics(now = new Date()): Promise<number> {
  const today = dayOf(now);
  const oldest = await db.auditEvent.findFirst({ orderBy: { id: "asc" }, select: { occurredAt: true } });
  if (!oldest) return 0;
  const first = [dayOf(oldest.occurredAt), dayAfter(today, -KEPT_DAYS)].sort().at(-1) ?? today;
  const open = await db.$queryRaw<{ day: string }[]>`
    SELECT to_char(d, 'YYYY-MM-DD') AS day
      FROM generate_series(${first}::timestamp, ${today}::timestamp, interval '1 day') AS d LEFT JOIN daily_statistics s ON s.day = d::date
     WHERE s.day IS NULL OR s.counted_at < (d + interval '1 day') AT TIME ZONE 'UTC' + ${SETTLED}::interval
     ORDER BY d DESC LIMIT ${MOST_DAYS}`;
  for (const { day } of open) await keep(day);
  return open.length;
}

/**
 * Counts every day of a range again, from the first to the last: for rows that were written into the past, such as those of an import
 * or a demonstration. Doing it twice changes nothing. @throws AppError FORBIDDEN.
 */
export async function recountStatistics(
  actor: Actor,
  { from, to }: z.output<typeof recountContract.input>,
): Promise<z.input<typeof recountContract.output>> {
  await authorizeAct(actor, "platform.settings.manage");
  let days = 0;
  for (let day = from; day <= to; day = dayAfter(day)) {
    await keep(day);
    days += 1;
  }
  return { days };
}

/** Of two who count a day at once, the one who began later is right. */
async function keep(day: string): Promise<void> {
  const countedAt = new Date();
  const { signIns, failedSignIns, signUps, activePeople } = await countDay(day);
  await db.$executeRaw`
    INSERT INTO daily_statistics AS kept (day, sign_ins, failed_sign_ins, sign_ups, active_people, counted_at)
    VALUES (${day}::date, ${signIns}, ${failedSignIns}, ${signUps}, ${activePeople}, ${countedAt})
        ON CONFLICT (day) DO UPDATE
       SET sign_ins = EXCLUDED.sign_ins, failed_sign_ins = EXCLUDED.failed_sign_ins, sign_ups = EXCLUDED.sign_ups,
           active_people = EXCLUDED.active_people, counted_at = EXCLUDED.counted_at
     WHERE kept.counted_at <= EXCLUDED.counted_at`;
}

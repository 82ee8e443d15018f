import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { authorize } from "@/lib/access/authorize";
import { db } from "@/lib/db";
import { countLive, type DayCount } from "@/lib/statistics/count";
import { dayOf, daysUpTo, startOf } from "@/lib/statistics/days";
import type { DayView, StatisticsSummary, statisticsContract } from "@/lib/statistics/statistics.schema";

const NOTHING: DayCount = { signIns: 0, failedSignIns: 0, signUps: 0, activePeople: 0 };

/**
 * What happened on the platform day by day, in UTC, and in the same number of days before. It reads one short row a day, however long the
 * audit trail is, and counts today itself. @throws AppError FORBIDDEN.
 */
export async function getStatistics(
  actor: Actor,
  input: z.output<typeof statisticsContract.input>,
): Promise<z.input<typeof statisticsContract.output>> {
  authorize(actor, "platform.statistics.read");
  const length = Number(input.days);
  const today = dayOf(new Date());
  const days = daysUpTo(today, 2 * length);
  const [rows, live] = await Promise.all([
    db.dailyStatistic.findMany({ where: { day: { gte: startOf(days[0] ?? today), lte: startOf(today) } } }),
    countLive(today),
  ]);
  const kept = new Map<string, DayCount>(rows.map((row) => [dayOf(row.day), row]));
  if (live) kept.set(today, live);
  const views = days.map((day) => viewOf(day, kept.get(day) ?? NOTHING));
  return { days: views.slice(length), total: summaryOf(views.slice(length)), before: summaryOf(views.slice(0, length)) };
}

const viewOf = (day: string, count: DayCount): DayView => ({
  day,
  sign_ins: count.signIns,
  failed_sign_ins: count.failedSignIns,
  sign_ups: count.signUps,
  active_people: count.activePeople,
});

function summaryOf(days: readonly DayView[]): StatisticsSummary {
  const sum = (name: keyof StatisticsSummary) => days.reduce((total, day) => total + day[name], 0);
  return {
    sign_ins: sum("sign_ins"),
    failed_sign_ins: sum("failed_sign_ins"),
    sign_ups: sum("sign_ups"),
    active_people: Math.round(sum("active_people") / Math.max(1, days.length)),
  };
}

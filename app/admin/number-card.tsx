import { BarChart, type BarChartProps } from "@/components/chart/bar-chart";
import { Card } from "@/components/ui/card";
import type { DayView, StatisticsSummary } from "@/lib/statistics/statistics.schema";

export interface NumberCardProps {
  title: string;
  what: string;
  name: keyof StatisticsSummary;
  tone: BarChartProps["tone"];
  /** Behind the large number, such as "on an average day". */
  unit?: string;
  days: readonly DayView[];
  total: StatisticsSummary;
  before: StatisticsSummary;
}

const number = new Intl.NumberFormat("en");

/** How a number compares with the one of the period before, in words. */
export function comparison(now: number, before: number, days: number): string {
  const period = `the ${days} days before`;
  if (now === before) return `As many as in ${period}`;
  if (before === 0) return `None in ${period}`;
  const percent = Math.round((Math.abs(now - before) / before) * 100);
  return `${number.format(percent)}% ${now > before ? "more" : "fewer"} than in ${period} (${number.format(before)})`;
}

/** One number of the dashboard: the sum, how it compares, and each day. */
export function NumberCard({ title, what, name, tone, unit, days, total, before }: NumberCardProps) {
  return (
    <Card className="p-5 sm:p-6">
      <section aria-labelledby={`${name}-title`} className="grid gap-5">
        <div>
          <h2 id={`${name}-title`} className="text-sm font-medium text-muted">
            {title}
          </h2>
          <p className="mt-0.5 flex flex-wrap items-baseline gap-x-2">
            <span className="text-3xl font-semibold tracking-tight tabular-nums">{number.format(total[name])}</span>
            {unit && <span className="text-sm text-muted">{unit}</span>}
          </p>
          <p className="mt-1 text-sm text-muted">{comparison(total[name], before[name], days.length)}</p>
        </div>
        <BarChart what={what} tone={tone} points={days.map((day) => ({ day: day.day, value: day[name] }))} />
      </section>
    </Card>
  );
}

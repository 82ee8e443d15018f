import type { Metadata } from "next";
import Link from "next/link";
import { NumberCard } from "@/app/admin/number-card";
import { openConsole } from "@/app/admin/open-console";
import { given, type Query } from "@/app/orgs/query";
import { classNames } from "@/components/ui/class-names";
import { PageHeader } from "@/components/ui/page-header";
import { countUsers } from "@/lib/accounts/user-count";
import { getStatistics } from "@/lib/statistics/statistics";
import { PERIODS, statisticsContract } from "@/lib/statistics/statistics.schema";

export const metadata: Metadata = { title: "Administration" };

const NUMBERS = [
  { title: "Sign-ins", what: "sign-ins", name: "sign_ins", tone: "accent" },
  { title: "Failed sign-ins", what: "failed sign-ins", name: "failed_sign_ins", tone: "danger" },
  { title: "Sign-ups", what: "sign-ups", name: "sign_ups", tone: "success" },
  { title: "Active people", what: "active people", name: "active_people", tone: "accent", unit: "on an average day" },
] as const;

/** How the platform is doing, day by day and against the days before. */
export default async function DashboardPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { actor } = await openConsole("/admin", "platform.statistics.read");
  const asked = statisticsContract.input.safeParse(given(await searchParams, ["days"]));
  const { days: period } = asked.success ? asked.data : statisticsContract.input.parse({});
  const [{ days, total, before }, counts] = await Promise.all([getStatistics(actor, { days: period }), countUsers(actor)]);
  const number = new Intl.NumberFormat("en");
  return (
    <>
      <PageHeader
        title="Dashboard"
        description={`${number.format(counts.total)} ${counts.total === 1 ? "account" : "accounts"}, ${number.format(counts.active)} of them active. Days are in UTC; today is not over.`}
        action={
          <nav aria-label="Period" className="flex rounded-lg border border-border bg-surface p-1">
            {PERIODS.map((choice) => (
              <Link
                key={choice}
                href={`/admin?days=${choice}`}
                aria-current={choice === period ? "true" : undefined}
                className={classNames(
                  "inline-flex h-8 items-center rounded-md px-3 text-sm whitespace-nowrap pointer-coarse:h-10",
                  choice === period ? "bg-accent-subtle font-medium text-accent" : "text-muted hover:text-foreground",
                )}
              >
                {choice} days
              </Link>
            ))}
          </nav>
        }
      />
      <div className="grid gap-4 sm:gap-6 lg:grid-cols-2">
        {NUMBERS.map((numbers) => (
          <NumberCard key={numbers.name} {...numbers} days={days} total={total} before={before} />
        ))}
      </div>
    </>
  );
}

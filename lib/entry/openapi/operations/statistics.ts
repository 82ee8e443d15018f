import type { OperationGroup } from "@/lib/entry/openapi/operation";
import { statisticsContract } from "@/lib/statistics/statistics.schema";

const DAY = { sign_ins: 120, failed_sign_ins: 7, sign_ups: 3, active_people: 64 };

/** How the platform is doing. */
export const statistics: OperationGroup = {
  tag: "Statistics",
  description: "How the platform is doing, day by day, for administrators.",
  operations: [
    {
      method: "get",
      path: "/statistics",
      id: "getStatistics",
      summary: "Sign-ins, failures, sign-ups and active people day by day",
      description: "For 7, 30 or 90 days up to today, in UTC, with the same number of days before them to compare with.",
      caller: "admin",
      contract: statisticsContract,
      errors: [],
      example: { input: { days: "7" }, output: { days: [{ day: "2026-01-15", ...DAY }], total: DAY, before: DAY } },
    },
  ],
};

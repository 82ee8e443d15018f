import { defineCommand, UsageError } from "@/lib/entry/cli/command";
import { parseTyped } from "@/lib/entry/cli/input";
import { recountStatistics } from "@/lib/statistics/keep";
import { recountContract } from "@/lib/statistics/statistics.schema";

/** `portico statistics recount` */
export const statisticsRecount = defineCommand({
  description: ["For audit rows that were written into the past. The running portal counts every day by itself."],
  options: {
    from: { type: "string", value: "DAY", description: "The first day, such as 2031-03-12 (UTC)." },
    to: { type: "string", value: "DAY", description: "The last day; the first one when absent." },
  },
  async run({ values, actor }) {
    if (values.from === undefined) throw new UsageError("--from is missing.");
    const counted = await recountStatistics(actor, parseTyped(recountContract.input, { from: values.from, to: values.to ?? values.from }));
    return { data: counted, lines: [`Counted ${counted.days} ${counted.days === 1 ? "day" : "days"}.`] };
  },
});

import { z } from "zod";

const count = z.number().int();

const numbers = {
  sign_ins: count,
  failed_sign_ins: count,
  /** Accounts that were made, by their owners or by administrators. */
  sign_ups: count,
  /** People who did anything; of several days, how many on an average one. */
  active_people: count,
};

/** The numbers of one day, in UTC. */
export const dayView = z.object({ day: z.iso.date(), ...numbers });

export type DayView = z.infer<typeof dayView>;

const summary = z.object(numbers);

export type StatisticsSummary = z.infer<typeof summary>;

/** How many days there are to look at. */
export const PERIODS = ["7", "30", "90"] as const;

export const statisticsContract = {
  input: z.object({
    /** Up to today, which is not over yet. */
    days: z.enum(PERIODS, { error: `Ask for ${PERIODS.join(", ")} days.` }).default("30"),
  }),
  output: z.object({
    /** The oldest first. */
    days: z.array(dayView),
    total: summary,
    /** The same number of days before them. */
    before: summary,
  }),
};

export const recountContract = {
  input: z
    .object({
      from: z.iso.date({ error: "Give a day such as 2031-03-12." }),
      to: z.iso.date({ error: "Give a day such as 2031-03-12." }),
    })
    .refine(({ from, to }) => from <= to, { path: ["to"], error: "This is before the first day." }),
  output: z.object({ days: count }),
};

import { z } from "zod";

const input = z.object({
  /** An account's id, e-mail address or username; a network address; or an address that somebody typed. */
  whose: z.string().trim().toLowerCase().min(1, "Say whose limits.").max(254),
});

const budget = z.object({
  name: z.string(),
  /** What was counted: the id, the address or the username. */
  key: z.string(),
  /** Points of a budget; failures of a brake that are not forgotten yet. */
  spent: z.number().int(),
  points: z.number().int(),
  /** A budget's window; for a brake, the seconds in which one failure is forgotten. */
  window_seconds: z.number().int(),
  /** Until it is whole again. */
  seconds_left: z.number().int(),
  /** Until the next attempt; 0 while there may be one. */
  wait_seconds: z.number().int(),
  is_held_back: z.boolean(),
});

export const showLimitsContract = { input, output: z.object({ items: z.array(budget) }) };

export const resetLimitsContract = { input, output: z.object({ reset: z.number().int() }) };

import { pool } from "@/lib/db";
import type { BudgetName } from "@/lib/limits/budgets";
import { countersFor } from "@/lib/limits/counters";
import { refusals } from "@/lib/limits/refusals";
import { clear, look } from "@/lib/limits/stores";

/** How one window of a budget stands. */
export interface WindowState {
  /** Points spent in the running window. */
  spent: number;
  points: number;
  seconds: number;
  /** Until the window ends; 0 when none runs. */
  secondsLeft: number;
}

/** How a budget stands, without spending anything. @throws Error when the counters cannot be reached. */
export async function peekLimit(name: BudgetName, whose: string): Promise<WindowState[]> {
  return Promise.all(
    countersFor(name, whose).map(async (counter) => {
      const { spent, msLeft } = await look(counter);
      return { ...counter.window, spent, secondsLeft: Math.ceil(msLeft / 1000) };
    }),
  );
}

/** Gives a budget back in full; other processes notice within five seconds. @throws Error when the counters cannot be reached. */
export async function resetLimit(name: BudgetName, whose: string): Promise<void> {
  for (const counter of countersFor(name, whose)) {
    await clear(counter);
    refusals.forget(counter.row);
  }
}

/** Deletes counters that have run out, at most `batch` of them, and says how many. For the clean-up job. */
export async function deleteExpiredLimits(batch: number): Promise<number> {
  const result = await pool.query(
    // The condition stands twice because a row may be renewed while its turn to be deleted comes.
    "DELETE FROM rate_limits WHERE expire < $1 AND key IN (SELECT key FROM rate_limits WHERE expire < $1 LIMIT $2)",
    [Date.now(), batch],
  );
  return result.rowCount ?? 0;
}

import { env } from "@/lib/env";
import { AppError, rateLimited, unavailable } from "@/lib/errors";
import type { BudgetName } from "@/lib/limits/budgets";
import { type Counter, countersFor } from "@/lib/limits/counters";
import { refusals } from "@/lib/limits/refusals";
import { currentReport } from "@/lib/limits/report";
import { giveBack, type Taken, take } from "@/lib/limits/stores";
import { log } from "@/lib/log";
import { metrics } from "@/lib/metrics";

/** A point that was spent and may be given back when the attempt turns out to be an honest one. */
export interface Spent {
  /** Gives the point back. Never throws: what was achieved stands, and the point runs out by itself. */
  refund(): Promise<void>;
}

export interface LimitOptions {
  /** Runs when this very call is the first to overdraw a window of the budget: the moment to raise an alarm. */
  onFirstExceeded?: () => Promise<void>;
}

interface Point {
  row: string;
  from: Taken["from"];
}

/** Seconds to wait when the counters cannot be reached. */
export const COUNTERS_LOST_RETRY_SECONDS = 5;

/** Where limits are off. */
export const NOTHING_SPENT: Spent = { refund: async () => undefined };

/**
 * Spends one point of a budget, counted across all instances. Parallel calls count before any of them goes on,
 * so a race cannot slip past; give the point back with `refund()` when the attempt was good.
 * @param whose whose budget it is: an account, an address, or for a name ending in `.ip` a network address.
 * Stored only as a keyed hash.
 * @throws AppError RATE_LIMITED with the seconds to wait; UNAVAILABLE when the counters cannot be reached, never a free pass.
 */
export async function limit(name: BudgetName, whose: string, options: LimitOptions = {}): Promise<Spent> {
  if (env.RATE_LIMITS === "off") return NOTHING_SPENT;
  const counters = countersFor(name, whose);
  // One after the other, the short window first: what it refuses must not use up the long one as well.
  const points: Point[] = [];
  try {
    for (const counter of counters) points.push(await spend(counter, options));
  } catch (error) {
    if (error instanceof AppError && error.type === "RATE_LIMITED") metrics.refusals.inc({ budget: name });
    throw error;
  }
  return { refund: () => refund(points) };
}

async function spend(counter: Counter, options: LimitOptions): Promise<Point> {
  const { row, window } = counter;
  const report = currentReport();
  const knownWaitMs = refusals.waitMs(row);
  if (knownWaitMs > 0) {
    report?.note(row, window, window.points, knownWaitMs);
    throw rateLimited(knownWaitMs / 1000);
  }
  const { spent, msLeft, from } = await take(counter).catch((error: unknown) => {
    throw unavailable(COUNTERS_LOST_RETRY_SECONDS, error);
  });
  report?.note(row, window, spent, msLeft);
  if (spent <= window.points) return { row, from };
  refusals.remember(row, msLeft);
  if (spent === window.points + 1) await raiseAlarm(options);
  throw rateLimited(msLeft / 1000);
}

/** An alarm that cannot be raised is logged; the call it is about is refused all the same. */
async function raiseAlarm({ onFirstExceeded }: LimitOptions): Promise<void> {
  try {
    await onFirstExceeded?.();
  } catch (error) {
    log.error({ err: error }, "what should follow an overdrawn limit failed");
  }
}

async function refund(points: Point[]): Promise<void> {
  for (const { row } of points) currentReport()?.giveBack(row);
  try {
    await giveBack(points);
  } catch (error) {
    log.warn({ err: error }, "a spent point could not be given back");
  }
}

import { env } from "@/lib/env";
import { rateLimited } from "@/lib/errors";
import { READS } from "@/lib/limits/budgets";
import { processSingleton } from "@/lib/process-singleton";

/** Counts of one minute; all end together, so that ending them costs nothing. */
export class ReadCounts {
  #counts = new Map<string, number>();
  #endsAt = 0;

  /** Counts one read of `whose`. @throws AppError RATE_LIMITED when the minute's are used up. */
  count(whose: string): void {
    const now = Date.now();
    if (now >= this.#endsAt) {
      this.#counts = new Map();
      this.#endsAt = now + READS.seconds * 1000;
    }
    const count = (this.#counts.get(whose) ?? 0) + 1;
    this.#counts.set(whose, count);
    if (count > READS.points) throw rateLimited((this.#endsAt - now) / 1000);
  }
}

const counts = processSingleton("read-counts", () => new ReadCounts());

/**
 * Counts one read, in this process alone: to ask a shared counter would cost more than most reads do.
 * @param whose an account's id or a network address.
 * @throws AppError RATE_LIMITED.
 */
export function limitReads(whose: string): void {
  if (env.RATE_LIMITS === "on") counts.count(whose);
}

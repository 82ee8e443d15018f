import { processSingleton } from "@/lib/process-singleton";

/** For how long a refusal is repeated without asking the counters again. */
const REPEATED_MS = 5_000;

/** More keys than this are not remembered; the oldest make room. */
const MOST_KEYS = 10_000;

interface Refusal {
  /** Until when this memory may speak for the counters. */
  repeatUntil: number;
  /** When the budget's window ends. */
  endsAt: number;
}

/**
 * What this process refused a moment ago. A flood of refused calls is answered from here and costs the
 * database one statement every five seconds; a refund on another instance and an operator's reset are
 * noticed as soon.
 */
export class RecentRefusals {
  readonly #refusals = new Map<string, Refusal>();

  /** Remembers that `key` was refused, and for how many milliseconds more its window lasts. */
  remember(key: string, waitMs: number): void {
    const now = Date.now();
    this.#refusals.delete(key);
    // A map keeps the order of insertion: its first key is the one remembered longest ago.
    if (this.#refusals.size >= MOST_KEYS) this.forget(this.#refusals.keys().next().value ?? "");
    this.#refusals.set(key, { repeatUntil: now + Math.min(waitMs, REPEATED_MS), endsAt: now + waitMs });
  }

  /** Milliseconds until the window ends, while the refusal is fresh; 0 when the counters have to be asked. */
  waitMs(key: string): number {
    const refusal = this.#refusals.get(key);
    if (!refusal) return 0;
    const now = Date.now();
    if (now < refusal.repeatUntil) return refusal.endsAt - now;
    this.#refusals.delete(key);
    return 0;
  }

  forget(key: string): void {
    this.#refusals.delete(key);
  }
}

/** The refusals of this process. */
export const refusals = processSingleton("limit-refusals", () => new RecentRefusals());

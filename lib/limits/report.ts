import { AsyncLocalStorage } from "node:async_hooks";
import type { Window } from "@/lib/limits/budgets";
import { processSingleton } from "@/lib/process-singleton";

interface SpentWindow extends Window {
  spent: number;
  /** Milliseconds since 1970. */
  endsAt: number;
}

/** Which budgets one request has spent, so that its answer can say how much is left. */
export class LimitReport {
  readonly #windows = new Map<string, SpentWindow>();

  /** Notes that `row`'s window stands at `spent` points and ends in `msLeft` milliseconds. */
  note(row: string, window: Window, spent: number, msLeft: number): void {
    this.#windows.set(row, { ...window, spent, endsAt: Date.now() + msLeft });
  }

  /** Notes that a point of `row` was given back. */
  giveBack(row: string): void {
    const window = this.#windows.get(row);
    if (window) window.spent -= 1;
  }

  /** The fields of the window that will refuse first; none when nothing was spent. Seconds in `RateLimit-Reset`. */
  headers(): Record<string, string> {
    const [tightest] = [...this.#windows.values()].sort((a, b) => left(a) - left(b) || b.endsAt - a.endsAt);
    if (!tightest) return {};
    return {
      "ratelimit-limit": String(tightest.points),
      "ratelimit-remaining": String(left(tightest)),
      "ratelimit-reset": String(Math.max(0, Math.ceil((tightest.endsAt - Date.now()) / 1000))),
    };
  }
}

const left = ({ points, spent }: SpentWindow): number => Math.max(0, points - spent);

const reports = processSingleton("limit-reports", () => new AsyncLocalStorage<LimitReport>());

/** Does `work`; whatever it spends is noted in `report`. */
export function reportedIn<T>(report: LimitReport, work: () => Promise<T>): Promise<T> {
  return reports.run(report, work);
}

/** The report of the request that is being answered; none for a command, a job and a page. */
export const currentReport = (): LimitReport | undefined => reports.getStore();

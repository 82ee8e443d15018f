import type { CliIo } from "@/lib/entry/cli/command";

const BAR_CELLS = 24;
/** At a terminal the bar is drawn anew this often, in milliseconds; elsewhere a line is written. */
const REDRAW_MS = 100;
const LINE_MS = 10_000;

const number = (value: number): string => value.toLocaleString("en");

/** Shows how far a long piece of work is, beside the command's own answer. */
export class ProgressBar {
  readonly #io: CliIo;
  readonly #unit: string;
  readonly #startedAt = performance.now();
  #shownAt: number;

  /** @param unit what is counted, in the plural. */
  constructor(io: CliIo, unit: string) {
    this.#io = io;
    this.#unit = unit;
    this.#shownAt = io.redraw ? Number.NEGATIVE_INFINITY : this.#startedAt;
  }

  /** @param fraction from 0 to 1. @param done what was done since this bar began. @param total what was done in all. */
  show(fraction: number, done: number, total: number = done): void {
    const now = performance.now();
    if (now - this.#shownAt < (this.#io.redraw ? REDRAW_MS : LINE_MS)) return;
    this.#shownAt = now;
    const share = Math.min(1, Math.max(0, fraction));
    const seconds = (now - this.#startedAt) / 1000;
    const words = `${Math.floor(share * 100)} %  ${number(total)} ${this.#unit}  ${number(Math.round(done / Math.max(seconds, 0.001)))} a second`;
    const full = Math.round(share * BAR_CELLS);
    if (this.#io.redraw) this.#io.redraw(`[${"#".repeat(full)}${".".repeat(BAR_CELLS - full)}] ${words}`);
    else this.#io.err(words);
  }

  /** Takes the bar away. */
  end(): void {
    this.#io.redraw?.("");
  }
}

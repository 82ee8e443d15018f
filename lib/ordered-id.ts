import { randomInt, randomUUID } from "node:crypto";

const COUNTER_LIMIT = 0x1000;
/** A clock that was set back by more than this is believed; less is jitter, and the ids wait for it. */
const BELIEVE_BACKWARD_MS = 10_000;

let lastMs = 0;
let counter = 0;

/**
 * A UUID version 7 that sorts after every one made earlier by this process, also within a millisecond:
 * `rand_a` is a counter with a random start (RFC 9562 §6.2, method 1).
 * @param nowMs Unix time in milliseconds.
 */
export function orderedId(nowMs: number): string {
  if (nowMs > lastMs || nowMs < lastMs - BELIEVE_BACKWARD_MS) {
    lastMs = nowMs;
    counter = randomInt(COUNTER_LIMIT / 2);
  } else if (++counter === COUNTER_LIMIT) {
    lastMs += 1;
    counter = 0;
  }
  const time = lastMs.toString(16).padStart(12, "0");
  const low = counter.toString(16).padStart(3, "0");
  // The last 17 characters of a version 4 UUID carry the variant bits and 62 random ones.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${low}-${randomUUID().slice(19)}`;
}

/** The least UUID of version 7 that a moment can have (RFC 9562 §5.7). */
export function firstIdAt(time: Date): string {
  const hex = Math.max(0, time.getTime()).toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7000-8000-000000000000`;
}

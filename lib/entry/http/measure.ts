import type { Counter, Histogram } from "prom-client";
import type { RouteNames } from "@/lib/entry/http/route-names";

/** Notes one answer: `ms` is how long it took, in milliseconds. */
export type Measure = (answer: { method: string; path: string; status: number; ms: number }) => void;

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

interface Instruments {
  requests: Counter<"method" | "route" | "status">;
  durations: Histogram<"route">;
}

/**
 * Makes what counts answers. The labelled counters are looked up once and kept: there are as many as routes, methods
 * and statuses that occur, and an answer costs two look-ups in a map.
 */
export function measureWith(nameOf: RouteNames, { requests, durations }: Instruments): Measure {
  const counters = new Map<string, { inc(): void }>();
  const timers = new Map<string, { observe(seconds: number): void }>();
  return ({ method: given, path, status, ms }) => {
    const route = nameOf(path);
    const method = METHODS.has(given) ? given : "other";
    const key = `${status}${method}${route}`;
    let counter = counters.get(key);
    if (!counter) {
      counter = requests.labels({ method, route, status: String(status) });
      counters.set(key, counter);
    }
    let timer = timers.get(route);
    if (!timer) {
      timer = durations.labels({ route });
      timers.set(route, timer);
    }
    counter.inc();
    timer.observe(ms / 1000);
  };
}

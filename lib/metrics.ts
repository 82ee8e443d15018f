import { Counter, Histogram, Registry } from "prom-client";
import { processSingleton } from "@/lib/process-singleton";

/** Seconds; from an answer out of memory to one that waited for a hash. */
const DURATIONS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/**
 * What this process counts, for `/api/metrics`. The server's bundle and the framework's share it. Every label has few
 * values, known beforehand: never a path, an address or a name.
 */
export const metrics = processSingleton("metrics", () => {
  const registry = new Registry();
  const registers = [registry];
  return {
    registry,
    requests: new Counter({
      name: "portico_http_requests_total",
      help: "Requests answered, by method, route and status.",
      labelNames: ["method", "route", "status"],
      registers,
    }),
    durations: new Histogram({
      name: "portico_http_request_duration_seconds",
      help: "From the end of a request's head to the end of its answer, by route.",
      labelNames: ["route"],
      buckets: DURATIONS,
      registers,
    }),
    signIns: new Counter({
      name: "portico_sign_ins_total",
      help: "Attempts to sign in with a password, by outcome.",
      labelNames: ["outcome"],
      registers,
    }),
    refusals: new Counter({
      name: "portico_rate_limit_refusals_total",
      help: "Calls refused because a budget was used up, by budget.",
      labelNames: ["budget"],
      registers,
    }),
  };
});

/** How an attempt to sign in ended: `success`, or the type of the error in small letters. */
export function countSignIn(outcome: string): void {
  metrics.signIns.inc({ outcome: outcome.toLowerCase() });
}

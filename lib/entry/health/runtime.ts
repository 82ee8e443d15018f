import { monitorEventLoopDelay } from "node:perf_hooks";
import { constantTimeEqual } from "@/lib/crypto";
import { pool } from "@/lib/db";
import { env } from "@/lib/env";
import { hashQueueStatistics } from "@/lib/passwords/hash";
import { processSingleton } from "@/lib/process-singleton";

/** Samples every 10 ms how much later than asked a timer fires; the 10 ms themselves are taken off below. */
const RESOLUTION_MS = 10;

const delay = processSingleton("loop-delay", () => {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  return histogram;
});

/** Nanoseconds as measured, to milliseconds of delay. */
const delayMs = (nanoseconds: number): number =>
  Number.isFinite(nanoseconds) ? Math.max(0, Math.round((nanoseconds / 1e6 - RESOLUTION_MS) * 100) / 100) : 0;

/** How the process is doing: for operators, behind METRICS_TOKEN. Reading it starts a new window for the loop delay. */
export function runtimeFacts() {
  const memory = process.memoryUsage();
  const facts = {
    event_loop_delay_ms: { p50: delayMs(delay.percentile(50)), p99: delayMs(delay.percentile(99)), max: delayMs(delay.max) },
    memory_bytes: { rss: memory.rss, heap_used: memory.heapUsed, external: memory.external },
    database_pool: { total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount },
    hash_queue: hashQueueFacts(),
  };
  delay.reset();
  return facts;
}

function hashQueueFacts() {
  const { threads, busy, queuedKnown, queuedNormal, averageMs } = hashQueueStatistics();
  return { threads, busy, waiting: queuedKnown + queuedNormal, average_ms: Math.round(averageMs * 10) / 10 };
}

/** True for a caller who shows METRICS_TOKEN as a bearer token; never when none is set. */
export function mayReadRuntime(headers: Headers): boolean {
  const sent = /^Bearer (\S+)$/i.exec(headers.get("authorization") ?? "")?.[1];
  return sent !== undefined && env.METRICS_TOKEN !== undefined && constantTimeEqual(sent, env.METRICS_TOKEN);
}

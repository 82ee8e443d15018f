import { processSingleton } from "@/lib/process-singleton";

interface Lifecycle {
  /** True in the process that lib/entry/server.ts runs. */
  isServer: boolean;
  /** Milliseconds since the epoch. */
  startedAt: number;
  phase: "starting" | "serving" | "draining";
  stops: { name: string; stop: () => Promise<void> }[];
  /** The one-time link that makes the first administrator; null once there is one. */
  setupUrl: string | null;
}

/**
 * What the HTTP server and the framework's bundle have to know of each other. They are two bundles in
 * one process, so they cannot share a module: they share this object.
 */
export const lifecycle: Lifecycle = processSingleton("lifecycle", () => ({
  isServer: false,
  startedAt: Date.now(),
  phase: "starting",
  stops: [],
  setupUrl: null,
}));

/** Registers something to be stopped at the end. What was registered last is stopped first. */
export function onStop(name: string, stop: () => Promise<void>): void {
  lifecycle.stops = lifecycle.stops.filter((entry) => entry.name !== name);
  lifecycle.stops.push({ name, stop });
}

/** Stops everything registered, in reverse order; one that fails does not keep the others from stopping. */
export async function runStops(report: (name: string, error: unknown) => void): Promise<void> {
  while (lifecycle.stops.length > 0) {
    const entry = lifecycle.stops.pop();
    if (!entry) break;
    try {
      await entry.stop();
    } catch (error) {
      report(entry.name, error);
    }
  }
}

import { failure, success } from "@/lib/entry/envelope";
import { allChecks, type Checks, databaseCheck, readyState } from "@/lib/entry/health/checks";
import { mayReadRuntime, runtimeFacts } from "@/lib/entry/health/runtime";
import { lifecycle } from "@/lib/entry/lifecycle";
import type { RouteHandler } from "@/lib/entry/route";
import { AppError } from "@/lib/errors";
import packageJson from "@/package.json";

const requestIdOf = (request: Request): string => request.headers.get("x-request-id") ?? "";

function unwell(message: string, details: Record<string, unknown>): AppError {
  return new AppError("UNAVAILABLE", message, { retryAfterSeconds: 5, details });
}

/** The process answers: all an orchestrator needs to know before it restarts something. Asks nothing of anybody. */
export const liveness: RouteHandler = async (request) => success({ status: "live" }, { requestId: requestIdOf(request) });

/** 200 when requests should be sent here, else 503: while stopping, or while the database is away. */
export const readiness: RouteHandler = async (request) => {
  const requestId = requestIdOf(request);
  const state = await readyState();
  if (state) return success({ status: state }, { requestId });
  const status = lifecycle.phase === "draining" ? "stopping" : "unavailable";
  return failure(unwell("Not ready for requests.", { status }), requestId);
};

/** Whether the database answers, and how fast (`latency_ms`, milliseconds). */
export const databaseHealth: RouteHandler = async (request) => {
  const requestId = requestIdOf(request);
  const database = await databaseCheck();
  if (database.status === "down") return failure(unwell("The database does not answer.", { database }), requestId);
  return success(database, { requestId });
};

/** Version, uptime in seconds, and every part's state; 503 when the portal cannot work without the part that is down. */
export const overallHealth: RouteHandler = async (request) => {
  const requestId = requestIdOf(request);
  const checks = await allChecks();
  const facts = {
    status: overall(checks),
    version: packageJson.version,
    uptime: Math.floor((Date.now() - lifecycle.startedAt) / 1000),
    checks,
    ...(mayReadRuntime(request.headers) ? { runtime: runtimeFacts() } : {}),
  };
  if (facts.status === "down") return failure(unwell("The portal cannot work at the moment.", facts), requestId);
  return success(facts, { requestId });
};

function overall(checks: Checks): "ok" | "degraded" | "down" {
  if (checks.database.status === "down") return "down";
  return Object.values(checks).every((check) => check.status === "ok") ? "ok" : "degraded";
}

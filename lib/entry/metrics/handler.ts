import { callContext } from "@/lib/entry/actor";
import { failure } from "@/lib/entry/envelope";
import { mayReadRuntime } from "@/lib/entry/health/runtime";
import { exposition } from "@/lib/entry/metrics/exposition";
import type { RouteHandler } from "@/lib/entry/route";
import { env } from "@/lib/env";
import { notFound, unauthenticated } from "@/lib/errors";

const LOOPBACK = /^(127\.|::1$)/;

/**
 * For METRICS_TOKEN as a bearer token (RFC 6750). While none is set, for this machine alone, and only of a portal that is nobody
 * else's: behind a proxy everybody may seem to be this machine.
 */
export const readMetrics: RouteHandler = async (request) => {
  const { requestId, ip } = callContext(request.headers);
  if (env.METRICS_TOKEN === undefined) {
    if (!env.isLoopback || !LOOPBACK.test(ip ?? "")) return failure(notFound(), requestId);
  } else if (!mayReadRuntime(request.headers)) {
    return failure(unauthenticated("Send METRICS_TOKEN as a bearer token."), requestId, { "www-authenticate": "Bearer" });
  }
  const { text, contentType } = await exposition();
  return new Response(text, { headers: { "content-type": contentType, "cache-control": "no-store" } });
};

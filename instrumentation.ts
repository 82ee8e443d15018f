import type { Instrumentation } from "next";

/**
 * The framework calls this once, before the first request is answered. It compiles this file for its edge
 * runtime too, which we never use: NEXT_RUNTIME is a constant at build time, so that nothing of ours ends up there.
 */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { startBackground } = await import("@/lib/entry/background");
  await startBackground();
}

/** The framework calls this for every error that no handler of ours caught: rendering, mostly. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { reportRequestError } = await import("@/lib/entry/background");
  reportRequestError(error, { headers: request.headers, method: request.method, route: context.routePath, kind: context.routeType });
};

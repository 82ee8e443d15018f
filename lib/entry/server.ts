import { createServer } from "node:http";
import { resolve } from "node:path";
import next from "next";
import { databaseCheck } from "@/lib/entry/health/checks";
import { trustedProxies } from "@/lib/entry/http/client-address";
import { type Handler, httpServer } from "@/lib/entry/http/http-server";
import { measureWith } from "@/lib/entry/http/measure";
import { type RouteLookup, routeHandlers } from "@/lib/entry/http/route-handlers";
import { routeNames } from "@/lib/entry/http/route-names";
import { ARRIVAL_MS, DRAIN_MS, drain } from "@/lib/entry/http/shutdown";
import { lifecycle, runStops } from "@/lib/entry/lifecycle";
import { env } from "@/lib/env";
import { log, requestLog } from "@/lib/log";
import { metrics } from "@/lib/metrics";
import { signingKey, WrongEncryptionKey } from "@/lib/tokens/signing-keys";

/**
 * The process that serves: our HTTP server in front, the framework behind it. It tells its parent
 * `{ type: "ready", url, setupUrl }` over IPC when it answers, and ends by itself on SIGTERM or SIGINT
 * after finishing what it began.
 */
async function main(): Promise<void> {
  lifecycle.isServer = true;
  await signingKey().catch((error: unknown) => {
    // Nobody could sign in, and whoever looks would look for long.
    if (error instanceof WrongEncryptionKey) throw error;
    // A portal that starts before its database serves as soon as that one is there.
    log.warn({ err: error }, "the signing key could not be read yet");
  });
  const appUrl = new URL(env.APP_URL);
  const dev = env.NODE_ENV === "development";
  let handle: Handler = async () => {
    throw new Error("The server is not ready yet");
  };
  const server = httpServer(
    {
      appUrl,
      isTrusted: trustedProxies(env.TRUSTED_PROXIES),
      acceptsLoopbackNames: env.isLoopback,
      log,
      requestLog,
      slowMs: env.SLOW_REQUEST_MS,
      isDraining: () => lifecycle.phase === "draining",
      ...(dev ? {} : { measure: measureWith(routeNames(resolve(env.PORTICO_BUILD_DIR)), metrics) }),
      // While developing, the framework's own page shows the error.
      ...(dev ? {} : { isPassing: async () => (await databaseCheck()).status === "down" }),
    },
    (request, response) => handle(request, response),
  );

  const app = next({
    dev,
    dir: process.cwd(),
    // The framework never listens: these two are what it builds absolute addresses from.
    hostname: appUrl.hostname,
    port: Number(appUrl.port || (env.isHttps ? 443 : 80)),
    // In production nothing is upgraded: the framework's listener goes to a server that never listens.
    httpServer: dev ? server : createServer(),
  });
  await app.prepare();
  const throughRouter = app.getRequestHandler();
  const routeFor: RouteLookup = dev
    ? () => undefined
    : routeHandlers({ distDir: resolve(env.PORTICO_BUILD_DIR), appUrl, waitUntil: finishBeforeExit });
  handle = (request, response) => (routeFor((request.url ?? "").split("?", 1).join("")) ?? throughRouter)(request, response);

  await listen(server, env.PORT, env.HOST);
  // The first answer is paid for here rather than by the first visitor; it also starts instrumentation.ts.
  await fetch(`http://${loopbackHost()}:${env.PORT}/api/health/live`, { headers: { accept: "application/json" } }).then((answer) =>
    answer.arrayBuffer(),
  );
  lifecycle.phase = "serving";
  log.info({ url: env.APP_URL, host: env.HOST, port: env.PORT }, "serving");
  process.send?.({ type: "ready", url: env.APP_URL, setupUrl: lifecycle.setupUrl });

  const stop = async (signal: string): Promise<void> => {
    // Asked twice, somebody is in a hurry; nothing acknowledged is lost by ending here.
    if (lifecycle.phase === "draining") process.exit(1);
    lifecycle.phase = "draining";
    log.info({ signal }, "stopping: finishing what runs");
    await new Promise((resolve) => setTimeout(resolve, ARRIVAL_MS));
    const finished = await drain(server);
    if (!finished) log.warn("some requests did not finish in time and were cut");
    await Promise.race([Promise.allSettled(afterwork), new Promise((resolve) => setTimeout(resolve, DRAIN_MS).unref())]);
    await runStops((name, error) => log.error({ err: error, part: name }, "could not be stopped cleanly"));
    await app.close();
    log.info("stopped");
    process.exit(0);
  };
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => void stop(signal));
  // A parent that vanished (kill -9) would otherwise leave us holding the port.
  process.once("disconnect", () => void stop("disconnect"));
}

/** Work that goes on after its answer was sent holds the end of the process up, within its usual bound. */
function finishBeforeExit(work: Promise<unknown>): void {
  afterwork.add(work);
  work.catch((error: unknown) => log.error({ err: error }, "work after an answer failed")).finally(() => afterwork.delete(work));
}
const afterwork = new Set<Promise<unknown>>();

function listen(server: ReturnType<typeof httpServer>, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

/** Where this process reaches itself: HOST may be "every address", which is no address to connect to. */
function loopbackHost(): string {
  if (env.HOST === "0.0.0.0") return "127.0.0.1";
  if (env.HOST === "::") return "[::1]";
  return env.HOST.includes(":") ? `[${env.HOST}]` : env.HOST;
}

main().catch((error: unknown) => {
  const taken = typeof error === "object" && error !== null && Reflect.get(error, "code") === "EADDRINUSE";
  if (taken) log.fatal({ port: env.PORT, host: env.HOST }, "the port is taken by another program");
  else log.fatal({ err: error }, "the server could not start");
  process.exit(taken ? 98 : 1);
});

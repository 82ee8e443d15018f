import { createServer } from "node:net";

/** Resolves to null when `host:port` can be listened on, else to the reason (`EADDRINUSE`, `EACCES`, …). */
export function whyTaken(port, host) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error) => resolve(error.code));
    probe.listen({ port, host, exclusive: true }, () => probe.close(() => resolve(null)));
  });
}

/** A port of 127.0.0.1 that nobody listens on; `preferred` when it is one. */
export async function freePort(preferred) {
  if (preferred && (await whyTaken(preferred, "127.0.0.1")) === null) return preferred;
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen({ port: 0, host: "127.0.0.1" }, () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

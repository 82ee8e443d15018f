/** npm and the terminal may both pass on the same Ctrl+C; only a later one means "at once". */
const SAME_SIGNAL_MS = 1000;

/**
 * Collects the signals that ask this process to stop. The first starts an orderly stop; one more than a
 * second later forces it.
 */
export function stopRequest() {
  let requestedAt = null;
  let onRequest = [];
  let onForce = [];
  const request = () => {
    if (requestedAt === null) {
      requestedAt = performance.now();
      for (const act of onRequest) act();
    } else if (performance.now() - requestedAt > SAME_SIGNAL_MS) {
      for (const act of onForce) act();
    }
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, request);
  return {
    request,
    requested: () => requestedAt !== null,
    onRequest(act) {
      onRequest = [...onRequest, act];
      if (requestedAt !== null) act();
    },
    onForce(act) {
      onForce = [...onForce, act];
    },
    /** Resolves as `work` does, or rejects as soon as a stop is asked for. */
    orDone(work) {
      return new Promise((resolve, reject) => {
        work.then(resolve, reject);
        this.onRequest(() => reject(new Error("Stopped before the start was complete.")));
      });
    },
  };
}

import { fail, Sentence, say } from "../launch/progress.mjs";

const EVERY_MS = 500;
/** So many restarts within a minute mean that starting again does not help. */
const TOO_MANY = 5;

/**
 * Starts the embedded database again when it ends by itself (kill -9, the machine ran out of memory). The
 * portal's connections find it at the same address.
 * @returns what ends the watching.
 */
export function watchDatabase(database) {
  let restarts = [];
  let working = Promise.resolve();
  let stopped = false;
  const look = async () => {
    if (stopped || database.isRunning()) return;
    restarts = [...restarts.filter((at) => performance.now() - at < 60_000), performance.now()];
    if (restarts.length > TOO_MANY)
      throw new Sentence("PostgreSQL ends again and again; its log is in the data folder under postgres/cluster/log.");
    say("PostgreSQL ended by itself; starting it again …");
    if (!(await database.restart())) throw new Sentence("PostgreSQL could not have its port back; start Portico again.");
    say("PostgreSQL runs again.");
  };
  const timer = setInterval(() => {
    working = working.then(look).catch((error) => {
      if (!stopped) fail(error);
    });
  }, EVERY_MS);
  timer.unref();
  return async () => {
    stopped = true;
    clearInterval(timer);
    await working;
  };
}

import pg from "pg";
import { unlessSilent } from "@/lib/connection-silence";
import { log } from "@/lib/log";

type Release = (release?: Error | boolean) => void;
type ConnectCallback = (error: Error | undefined, client: pg.PoolClient | undefined, done: Release) => void;

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 1_000;

/**
 * A pool whose callers wait until the database can be reached instead of failing while it cannot.
 * graphile-worker notes that a job is done without waiting for that note or hearing of its failure, so an outage
 * at that moment would end the process, or leave the job locked for hours. Here the note is made when the
 * database is back.
 */
export class PatientPool extends pg.Pool {
  #held = 0;
  #waiting: (() => void)[] = [];
  #outageSince: number | null = null;
  #abandoned = false;

  constructor(config: pg.PoolConfig) {
    super(config);
    // Connections that are lost while idle, and while held between two queries: the next query tells.
    this.on("error", () => {});
    this.on("connect", (client) => client.on("error", () => {}));
  }

  /** Resolves with a client as soon as there is one; never rejects. After `abandon()` it may stay pending for ever. */
  override connect(): Promise<pg.PoolClient>;
  override connect(callback: ConnectCallback): void;
  override connect(callback?: ConnectCallback): Promise<pg.PoolClient> | undefined {
    this.#held += 1;
    const client = this.#patiently(() => super.connect());
    if (!callback) return client;
    client.then(
      (ready) => callback(undefined, ready, (release) => ready.release(release)),
      (error) => callback(error, undefined, () => {}),
    );
    return undefined;
  }

  /** Resolves once nobody holds or waits for a client. */
  async settled(): Promise<void> {
    if (this.#held > 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Stops waiting for a database that is away; for the end of the process. */
  abandon(): void {
    this.#abandoned = true;
  }

  async #patiently(connect: () => Promise<pg.PoolClient>): Promise<pg.PoolClient> {
    for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
      try {
        const client = await connect();
        if (this.#outageSince !== null)
          log.info({ seconds: (Date.now() - this.#outageSince) / 1000 }, "the queue reached the database again");
        this.#outageSince = null;
        return this.#wrapped(client);
      } catch (error) {
        if (this.#outageSince === null) log.warn({ err: error }, "the queue waits for the database");
        this.#outageSince ??= Date.now();
      }
      // Rejecting would be an unhandled rejection in graphile-worker; the process is about to end anyway.
      if (this.#abandoned || this.ending) await new Promise<never>(() => {});
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }

  /** The same client, counting its return and naming lost connections so that graphile-worker repeats what they interrupted. */
  #wrapped(client: pg.PoolClient): pg.PoolClient {
    const returned: Release = (release) => {
      client.release(release);
      this.#held -= 1;
      if (this.#held === 0) for (const resolve of this.#waiting.splice(0)) resolve();
    };
    return new Proxy(client, {
      get(target, property) {
        if (property === "release") return returned;
        if (property === "query") return (...parameters: unknown[]) => retryable(target, Reflect.apply(target.query, target, parameters));
        const value: unknown = Reflect.get(target, property, target);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
  }
}

/** SQLSTATE classes 08 (connection) and 57P (operator intervention), and the client's own words for a lost socket. */
function isLostConnection(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return /^(08|57P0)/.test(code) || /^E[A-Z]+$/.test(code) || (code === "" && /connection/i.test(error.message));
}

function retryable(client: pg.PoolClient, result: unknown): unknown {
  if (!(result instanceof Promise)) return result;
  return unlessSilent(client, result).catch((error: unknown) => {
    // Of the codes after which graphile-worker tries a statement again, the one with the shortest wait.
    throw isLostConnection(error) ? Object.assign(new Error(error.message, { cause: error }), { code: "40001" }) : error;
  });
}

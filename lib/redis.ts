import { createClient } from "@redis/client";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { processSingleton } from "@/lib/process-singleton";

/** For how long one question may take; whoever asks has another way. Milliseconds. */
const PATIENCE_MS = 500;
const LONGEST_PAUSE_MS = 2_000;
const PING_MS = 2_000;
/** A connection on which nothing came for this long, pings included, is dead. */
const SILENCE_MS = 5_000;

type Listener = (message: string) => void;

function open(url: string, onState: (state: "ready" | "away", error?: unknown) => void) {
  const client = createClient({
    url,
    name: "portico",
    // What cannot be asked now is asked elsewhere, not later.
    disableOfflineQueue: true,
    maintNotifications: "disabled",
    pingInterval: PING_MS,
    socket: {
      connectTimeout: PATIENCE_MS * 4,
      socketTimeout: SILENCE_MS,
      reconnectStrategy: (retries) => Math.min(100 * 2 ** Math.min(retries, 10), LONGEST_PAUSE_MS),
    },
  });
  client.on("ready", () => onState("ready"));
  client.on("error", (error: unknown) => onState("away", error));
  // It goes on trying by itself; it ends only when it is closed.
  client.connect().catch((error: unknown) => onState("away", error));
  return client;
}

/**
 * Our connections to Redis: one for questions, one for announcements. They come back by themselves, within two seconds
 * of Redis; until then every question fails at once, and one that is not answered in time makes new connections.
 */
export class Redis {
  readonly #url: string;
  readonly #listeners = new Map<string, Listener>();
  #isAway = false;
  #client: ReturnType<typeof open>;
  #subscriber: ReturnType<typeof open> | null = null;

  constructor(url: string) {
    this.#url = url;
    this.#client = this.#open();
  }

  /** Whether it can be asked now. */
  get isReady(): boolean {
    return this.#client.isReady;
  }

  /** Whether it answers, waiting for a connection that is being made. Never throws. */
  async answers(): Promise<boolean> {
    const end = Date.now() + PATIENCE_MS * 4;
    while (!this.isReady && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
    return this.#ask((client) => client.ping()).then(
      () => true,
      () => false,
    );
  }

  /** Runs a script, which is one atomic step. @throws Error when Redis cannot be asked or does not answer in time. */
  eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown> {
    return this.#ask((client) => client.eval(script, options));
  }

  /** Deletes a key and says how many there were, 0 or 1. @throws like `eval`. */
  del(key: string): Promise<number> {
    return this.#ask((client) => client.del(key));
  }

  /** One setting of the server; null where it may not be read. @throws like `eval`. */
  async setting(name: string): Promise<string | null> {
    const settings = await this.#ask((client) => client.configGet(name).catch(() => null));
    return settings?.[name] ?? null;
  }

  /** Tells whoever listens, on every instance, if that can be done now; nothing may depend on it. */
  announce(channel: string, message: string): void {
    this.#ask((client) => client.publish(channel, message)).catch((error: unknown) => log.debug({ err: error }, "not announced"));
  }

  /** Calls `listener` for what is announced from now on. What is announced while the connection is away is lost. */
  listen(channel: string, listener: Listener): void {
    this.#listeners.set(channel, listener);
    this.#subscriber ??= this.#open();
    this.#subscribe(this.#subscriber, channel, listener);
  }

  /** Ends the connections for good. */
  async close(): Promise<void> {
    this.#client.destroy();
    this.#subscriber?.destroy();
  }

  #open() {
    return open(this.#url, (state, error) => {
      // Once for each change: it is tried again every two seconds.
      if (state === "away" && !this.#isAway) log.warn({ err: error }, "Redis is away; PostgreSQL does its work");
      if (state === "ready" && this.#isAway) log.info("Redis is back");
      this.#isAway = state === "away";
    });
  }

  #subscribe(subscriber: ReturnType<typeof open>, channel: string, listener: Listener): void {
    const begin = () => {
      subscriber.subscribe(channel, listener).catch((error: unknown) => log.warn({ err: error }, "not subscribed"));
    };
    // Later connections of the same client subscribe again by themselves.
    if (subscriber.isReady) begin();
    else subscriber.once("ready", begin);
  }

  async #ask<T>(question: (client: ReturnType<typeof open>) => Promise<T>): Promise<T> {
    const client = this.#client;
    if (!client.isReady) throw new Error("Redis cannot be reached");
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        this.#renew(client);
        reject(new Error(`Redis did not answer within ${PATIENCE_MS} ms`));
      }, PATIENCE_MS);
    });
    try {
      return await Promise.race([question(client), late]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** A peer that vanished without a word is noticed by TCP only after minutes. */
  #renew(silent: ReturnType<typeof open>): void {
    if (silent !== this.#client) return;
    silent.destroy();
    this.#client = this.#open();
    if (!this.#subscriber) return;
    this.#subscriber.destroy();
    this.#subscriber = this.#open();
    for (const [channel, listener] of this.#listeners) this.#subscribe(this.#subscriber, channel, listener);
  }
}

/** Redis, where REDIS_URL names one; else null, and PostgreSQL does its work. */
export const redis: Redis | null = env.REDIS_URL === undefined ? null : connectOnce(env.REDIS_URL);

function connectOnce(url: string): Redis {
  return processSingleton("redis", () => new Redis(url));
}

export interface CallOptions {
  /** Ends the call early; it then throws the signal's reason. */
  signal?: AbortSignal | undefined;
  /** How often to wait for as long as `Retry-After` says after 429 or 503, and ask again; never, unless given. */
  retries?: number | undefined;
  /** For a POST that creates: the same key again repeats the answer instead of the work. One is made up, unless given. */
  idempotencyKey?: string | undefined;
  /** Further headers, such as `If-Match`. */
  headers?: Record<string, string> | undefined;
}

/** What an operation takes, with what every call takes. */
export type Options<Operation> = Omit<Operation, "data" | "meta"> & CallOptions;

export type Query = Record<string, unknown>;

/** The same, as far as it matters to who sends it. */
export interface Wanted extends CallOptions {
  params?: Record<string, unknown>;
  query?: Query;
  body?: unknown;
}

/** The whole address of an operation. @throws TypeError when a parameter of the path is missing. */
export function addressOf(base: string, path: string, params: Record<string, unknown> = {}, query: Query = {}): string {
  const filled = path.replace(/\{(\w+)\}/g, (_all, name: string) => {
    const value = params[name];
    if (value === undefined || value === "") throw new TypeError(`The path ${path} needs "${name}".`);
    return encodeURIComponent(String(value));
  });
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value));
  return `${base}${filled}${search.size > 0 ? `?${search}` : ""}`;
}

/** The headers of a call, but for those that depend on the moment. */
export function requestHeaders({ headers, idempotencyKey }: CallOptions, hasBody: boolean): Headers {
  const all = new Headers({ accept: "application/json", ...headers });
  if (hasBody) all.set("content-type", "application/json");
  if (idempotencyKey !== undefined) all.set("idempotency-key", idempotencyKey);
  return all;
}

/** 128 random bits. `crypto.randomUUID` is missing in pages that are served without HTTPS. */
export function idempotencyKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

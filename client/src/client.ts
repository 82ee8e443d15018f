import { isPorticoError } from "./error.ts";
import { type Answer, openEnvelope, retryAfter, sendOnce } from "./exchange.ts";
import { orAborted, pause } from "./pause.ts";
import { refresher } from "./refresher.ts";
import { addressOf, type CallOptions, idempotencyKey, type Options, requestHeaders, type Wanted } from "./request.ts";
import { inMemory, type TokenStore, type Tokens } from "./tokens.ts";
import { CREATING, type Paths } from "./types.ts";

export interface ClientOptions {
  /** Where the portal is, without a path: its APP_URL. */
  baseUrl: string;
  /** Where tokens are kept; in memory, unless given. */
  tokens?: TokenStore;
  /** Another `fetch`, for tests and for proxies. */
  fetch?: typeof fetch;
}

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
type PathsWith<M extends Method> = { [P in keyof Paths]: M extends keyof Paths[P] ? P : never }[keyof Paths];
type OperationOf<P extends keyof Paths, M extends Method> = M extends keyof Paths[P] ? Paths[P][M] : never;
type DataOf<Operation> = Operation extends { data: infer Data } ? Data : never;
type MetaOf<Operation> = Operation extends { meta: infer Meta } ? Meta : Record<string, never>;
/** The last argument may be left out where nothing in it is needed. */
type Rest<Operation> = Record<never, never> extends Options<Operation> ? [options?: Options<Operation>] : [options: Options<Operation>];

type SignInBody = Paths["/api/v1/auth/login"]["POST"]["body"];
type SignInData = Paths["/api/v1/auth/login"]["POST"]["data"];

export interface PorticoClient {
  /**
   * Calls an operation of the document. An access token that has run out is refreshed, and the call made once more.
   * @throws PorticoError for everything but success; the signal's reason when it was aborted.
   */
  request<M extends Method, P extends PathsWith<M>>(
    method: M,
    path: P,
    ...rest: Rest<OperationOf<P, M>>
  ): Promise<Answer<DataOf<OperationOf<P, M>>, MetaOf<OperationOf<P, M>>>>;
  /** The same without envelope and types, for bytes and for what the document has no type of: answers as `fetch` does. */
  fetch(path: string, init?: RequestInit & { retries?: number }): Promise<Response>;
  /** Signs in and keeps the tokens. @throws PorticoError INVALID_CREDENTIALS, EMAIL_NOT_VERIFIED, ACCOUNT_DISABLED, … */
  signIn(body: SignInBody, options?: CallOptions): Promise<SignInData>;
  /** Ends the session and forgets the tokens, which it does also when nothing could be sent. */
  signOut(options?: CallOptions): Promise<void>;
  /** Gets the next pair of tokens now, before anything asks for it. @throws PorticoError TOKEN_REVOKED when the session has ended. */
  refresh(): Promise<Tokens | null>;
  /** What is kept now; null when nobody is signed in. */
  tokens(): Promise<Tokens | null>;
}

/** Makes a client of one portal for one person. It has no state but its tokens, and can be used by many callers at once. */
export function createPorticoClient(options: ClientOptions): PorticoClient {
  const base = new URL(options.baseUrl).origin;
  const store = options.tokens ?? inMemory();
  // Called as a bare function: a browser's fetch refuses to be the method of anything else.
  const fetcher: typeof fetch = (input, init) => (options.fetch ?? globalThis.fetch)(input, init);
  const refresh = refresher(base, store, fetcher);

  const sendPlainly = (url: string, init: RequestInit) => sendOnce(fetcher, url, init);

  async function send(url: string, init: RequestInit, { retries = 0, signal }: CallOptions, sendIt = sendWithToken): Promise<Response> {
    for (let left = retries; ; left -= 1) {
      const response = await sendIt(url, { ...init, signal: signal ?? null });
      const seconds = response.status === 429 || response.status === 503 ? retryAfter(response) : undefined;
      if (left <= 0 || seconds === undefined) return response;
      await response.body?.cancel();
      await pause(seconds * 1000, signal);
    }
  }

  async function sendWithToken(url: string, init: RequestInit): Promise<Response> {
    const kept = await store.get();
    const response = await sendPlainly(url, withToken(init, kept));
    if (!kept || response.status !== 401 || !(await isOver(response.clone()))) return response;
    const next = await orAborted(refresh(kept.access_token), init.signal);
    if (!next) return response;
    await response.body?.cancel();
    return sendPlainly(url, withToken(init, next));
  }

  async function call<Data, Meta>(method: string, path: string, wanted: Wanted = {}, sendIt = sendWithToken): Promise<Answer<Data, Meta>> {
    const { params, query, body, ...callOptions } = wanted;
    const headers = requestHeaders(callOptions, body !== undefined);
    if (method === "POST" && CREATING.includes(path)) headers.set("idempotency-key", callOptions.idempotencyKey ?? idempotencyKey());
    const init: RequestInit = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    return openEnvelope<Data, Meta>(await send(addressOf(base, path, params, query), init, callOptions, sendIt), callOptions.signal);
  }

  return {
    request: (method, path, ...[wanted]) => call(method, path, wanted),
    async fetch(path, { retries, ...init } = {}) {
      const url = new URL(path, base);
      // The token is for the portal's eyes only.
      if (url.origin !== base) throw new TypeError(`${path} does not lead to the portal.`);
      return send(url.href, init, { retries, signal: init.signal ?? undefined });
    },
    async signIn(body, callOptions = {}) {
      const { data } = await call<SignInData, unknown>("POST", "/api/v1/auth/login", { ...callOptions, body }, sendPlainly);
      if ("access_token" in data) await store.set({ access_token: data.access_token, refresh_token: data.refresh_token });
      return data;
    },
    async signOut(callOptions = {}) {
      try {
        await call("POST", "/api/v1/auth/logout", callOptions);
      } catch (error) {
        // The session has ended already: that is what was asked for.
        if (!isPorticoError(error, "TOKEN_REVOKED", "TOKEN_EXPIRED", "UNAUTHENTICATED")) throw error;
      } finally {
        await store.set(null);
      }
    },
    async refresh() {
      const kept = await store.get();
      return kept && refresh(kept.access_token);
    },
    tokens: async () => store.get(),
  };
}

function withToken(init: RequestInit, tokens: Tokens | null): RequestInit {
  const headers = new Headers(init.headers);
  if (tokens) headers.set("authorization", `Bearer ${tokens.access_token}`);
  return { ...init, headers };
}

/** Whether the token that was shown has run out, or was revoked alone: then there may be another for its session. */
async function isOver(response: Response): Promise<boolean> {
  return openEnvelope(response).then(
    () => false,
    (error) => isPorticoError(error, "TOKEN_EXPIRED", "TOKEN_REVOKED"),
  );
}

/** What a signed-in program holds. */
export interface Tokens {
  access_token: string;
  refresh_token: string;
}

/** Where the tokens are kept. Each method may be asynchronous, so that a file, a keychain or a database will do. */
export interface TokenStore {
  get(): Tokens | null | Promise<Tokens | null>;
  /** Null when there is nothing to keep any more: signed out, or the session ended. */
  set(tokens: Tokens | null): void | Promise<void>;
}

/** Keeps the tokens for as long as the program or the page runs, where nothing else can read them. */
export function inMemory(tokens: Tokens | null = null): TokenStore {
  let kept = tokens;
  return {
    get: () => kept,
    set(next) {
      kept = next;
    },
  };
}

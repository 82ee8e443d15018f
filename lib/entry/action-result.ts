/** What a server action answers: browser-safe, and the same for every form. */
export type ActionResult<T> =
  | { ok: true; data: T }
  | {
      ok: false;
      error: {
        /** One of the envelope's error types. */
        type: string;
        message: string;
        fields?: Record<string, string[]>;
        /** Further public facts, as in `error.details` of the API. */
        details?: Record<string, unknown>;
        retryAfterSeconds?: number;
        requestId: string;
      };
    };

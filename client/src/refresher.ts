import { isPorticoError, PorticoError } from "./error.ts";
import { openEnvelope, sendOnce } from "./exchange.ts";
import { pause } from "./pause.ts";
import type { TokenStore, Tokens } from "./tokens.ts";
import type { Paths } from "./types.ts";

const PATH = "/api/v1/auth/refresh";
type Pair = Paths[typeof PATH]["POST"]["data"];

/**
 * Milliseconds to wait before the second and third try of a refresh whose answer was lost. The portal gives the same
 * successor for a used token for ten seconds; all tries must be over by then.
 */
const RETRIES = [250, 1000];

/** How long one try may take, in milliseconds. */
const TRY_MS = 2500;

/**
 * Makes the function that gets the next pair of tokens. However many ask at once, one refresh runs and all get its
 * result: a refresh token is used once, and shown again only when no answer came. The function it makes:
 * @returns the tokens to go on with; null when somebody has signed out meanwhile.
 * @throws PorticoError TOKEN_REVOKED when the session has ended, and then nothing is stored any more.
 */
export function refresher(base: string, store: TokenStore, fetcher: typeof fetch): (stale: string) => Promise<Tokens | null> {
  let running: Promise<Tokens | null> | null = null;

  async function refresh(stale: string): Promise<Tokens | null> {
    const kept = await store.get();
    // Somebody else has refreshed since the token that was refused was read.
    if (!kept || kept.access_token !== stale) return kept;
    const next = await tryOften(kept.refresh_token).catch(async (error: unknown) => {
      if (isPorticoError(error, "TOKEN_REVOKED") && (await isStill(kept))) await store.set(null);
      throw error;
    });
    // Signed out, or signed in anew, while it ran: what is there now stays.
    if (!(await isStill(kept))) return store.get();
    await store.set(next);
    return next;
  }

  const isStill = async (kept: Tokens): Promise<boolean> => (await store.get())?.refresh_token === kept.refresh_token;

  async function tryOften(token: string): Promise<Tokens> {
    for (const wait of RETRIES) {
      try {
        return await exchange(token);
      } catch (error) {
        // Refused for being busy (503), nothing was used up; with no answer, it may have been: both may ask again.
        if (!isPorticoError(error, "NETWORK_ERROR", "UNAVAILABLE", "UNEXPECTED_ANSWER")) throw error;
        await pause(wait);
      }
    }
    return exchange(token);
  }

  async function exchange(token: string): Promise<Tokens> {
    const signal = AbortSignal.timeout(TRY_MS);
    const init = {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ refresh_token: token }),
      signal,
    };
    try {
      const { data } = await openEnvelope<Pair, unknown>(await sendOnce(fetcher, base + PATH, init));
      return { access_token: data.access_token, refresh_token: data.refresh_token };
    } catch (error) {
      if (!signal.aborted) throw error;
      throw new PorticoError("The portal did not answer in time.", { type: "NETWORK_ERROR", cause: error });
    }
  }

  return (stale) => {
    running ??= refresh(stale).finally(() => {
      running = null;
    });
    return running;
  };
}

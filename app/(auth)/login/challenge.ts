/** Work that is taken instead of waiting (lib/challenges/proof-of-work.ts). */
interface Challenge {
  challenge: string;
  bits: number;
}

/** Longer than a telephone takes; then waiting is quicker. */
const PATIENCE_MS = 90_000;

/** The challenge that a refusal carries; null when it has none that this page can do. */
export function challengeIn(details: Record<string, unknown> | undefined): Challenge | null {
  const offered = details?.challenge;
  if (typeof offered !== "object" || offered === null || !("challenge" in offered) || !("bits" in offered)) return null;
  const { challenge, bits } = offered;
  return typeof challenge === "string" && typeof bits === "number" ? { challenge, bits } : null;
}

/** Does the work beside the page, which stays usable; null where the browser cannot do it. */
export function solve(challenge: Challenge): Promise<string | null> {
  const worker = new Worker("/proof-of-work.js");
  const done = new Promise<string | null>((resolve) => {
    worker.onmessage = ({ data }: MessageEvent<unknown>) => resolve(typeof data === "string" ? data : null);
    worker.onerror = () => resolve(null);
    setTimeout(() => resolve(null), PATIENCE_MS);
  });
  worker.postMessage(challenge);
  return done.finally(() => worker.terminate());
}

// Everything in this folder runs before anything is installed, so it uses nothing but what Node 20.9 brings.

/** A failure that the person at the terminal can act on: its message is printed alone, without a stack. */
export class Sentence extends Error {
  name = "Sentence";
}

/** Prints one indented line of progress. */
export function say(text) {
  console.log(`  ${text}`);
}

/** Seconds since `start` (from `performance.now()`), such as `1.4 s`. */
export function since(start) {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`;
}

/**
 * Says what is about to be done, does it, and says how long it took when that was long enough to notice.
 * @returns whatever `work` returns.
 */
export async function step(text, work) {
  const start = performance.now();
  say(`${text} …`);
  const result = await work();
  if (performance.now() - start > 500) say(`  done in ${since(start)}`);
  return result;
}

/** Ends the process for an error: one sentence where we wrote one, everything we know where we did not. */
export function fail(error) {
  if (error instanceof Error && (error.name === "Sentence" || error.name === "EnvironmentError")) console.error(`\n  ✗ ${error.message}\n`);
  else console.error(error);
  process.exit(1);
}

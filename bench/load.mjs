import { readFileSync } from "node:fs";
import autocannon from "autocannon";
import { Sentence } from "../scripts/launch/progress.mjs";

/**
 * Requests one address as fast as it answers (or `rate` a second), keep-alive.
 * @throws Sentence when an answer was not what was asked for: a fast error is no measurement.
 */
export async function load({ url, connections = 16, seconds, amount, rate, cookie, expect = 200 }) {
  const result = await autocannon({
    url,
    connections,
    ...(amount ? { amount } : { duration: seconds }),
    ...(rate ? { overallRate: rate } : {}),
    headers: cookie ? { cookie } : {},
  });
  const wrong = result.errors + result.timeouts + result.non2xx;
  if (wrong > 0 || result["2xx"] === 0) throw new Sentence(`${url}: ${wrong} answers were not ${expect}.`);
  return {
    perSecond: result.requests.total / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
    total: result.requests.total,
  };
}

export const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** Measures several addresses in turns, so that whatever else the machine does meets all of them; medians by name. */
export async function inTurns(targets, { rounds, seconds }) {
  const seen = Object.fromEntries(Object.keys(targets).map((name) => [name, []]));
  for (const target of Object.values(targets)) await load({ ...target, amount: 200 });
  for (let round = 0; round < rounds; round++) {
    for (const [name, target] of Object.entries(targets)) seen[name].push(await load({ ...target, seconds }));
  }
  return Object.fromEntries(
    Object.entries(seen).map(([name, results]) => [
      name,
      { perSecond: median(results.map((result) => result.perSecond)), p99: median(results.map((result) => result.p99)) },
    ]),
  );
}

/** What the sign-in form does: calls its server action. The action's name is made at build time. */
export function signInAction(buildFolder) {
  const { node } = JSON.parse(readFileSync(`${buildFolder}/server/server-reference-manifest.json`, "utf8"));
  const found = Object.entries(node).find(([, action]) => action.exportedName === "signInAction");
  if (!found) throw new Sentence("The build has no sign-in action.");
  return found[0];
}

/**
 * Sixteen people (one per address in `emails`) who sign in again and again until `stop()`.
 * Answers are counted between `startCounting()` and `stopCounting()`, which returns sign-ins a second.
 */
export function signInFlood({ origin, action, emails, password }) {
  let stopping = false;
  let counted = 0;
  let began = 0;
  let counting = false;
  const person = async (email) => {
    while (!stopping) {
      const answer = await fetch(`${origin}/login`, {
        method: "POST",
        headers: { origin, "next-action": action, accept: "text/x-component", "content-type": "text/plain;charset=UTF-8" },
        body: JSON.stringify([{ email, password }]),
      });
      const text = await answer.text();
      if (text.includes('"type":"UNAVAILABLE"')) {
        // The queue is full because the machine has other things to do: come back, as a person would.
        await new Promise((resolve) => setTimeout(resolve, 500));
        continue;
      }
      if (!answer.headers.get("set-cookie")?.includes("portico.session=")) {
        stopping = true;
        throw new Sentence(`A sign-in was refused (${answer.status}): ${text.slice(0, 300)}`);
      }
      if (counting) counted += 1;
    }
  };
  const people = Promise.all(emails.map(person));
  // The refusal is thrown where it is waited for.
  people.catch(() => {});
  return {
    startCounting() {
      counting = true;
      counted = 0;
      began = performance.now();
    },
    stopCounting() {
      counting = false;
      return counted / ((performance.now() - began) / 1_000);
    },
    async stop() {
      stopping = true;
      await people;
    },
  };
}

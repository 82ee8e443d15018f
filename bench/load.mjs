import { readFileSync } from "node:fs";
import { Agent, get, request } from "node:http";
import autocannon from "autocannon";
import { Sentence } from "../scripts/launch/progress.mjs";

/**
 * Requests one address as fast as it answers, keep-alive.
 * @throws Sentence when an answer was not what was asked for: a fast error is no measurement.
 */
export async function load({ url, connections = 16, seconds, amount, cookie, expect = 200 }) {
  const result = await autocannon({
    url,
    connections,
    ...(amount ? { amount } : { duration: seconds }),
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
 * Posts over connections that stay open. The load generator shares its cores with what it measures: node:http takes a quarter of
 * the processor time that `fetch` takes.
 */
function poster(origin) {
  const agent = new Agent({ keepAlive: true });
  return (path, headers, body) =>
    new Promise((resolve, reject) => {
      const asking = request(new URL(path, origin), { agent, method: "POST", headers }, (answer) => {
        const parts = [];
        answer.on("data", (part) => parts.push(part));
        answer.once("end", () => resolve({ answer, text: Buffer.concat(parts).toString() }));
      });
      asking.once("error", reject);
      asking.end(body);
    });
}

/** The two doors to sign in by: each takes a person's address and password and says whether a session was opened. */
export function doors(origin, action) {
  const post = poster(origin);
  return {
    api: async (email, password) => {
      const { answer, text } = await post(
        "/api/v1/auth/login",
        { "content-type": "application/json" },
        JSON.stringify({ email, password }),
      );
      return { opened: answer.statusCode === 200, isFull: answer.statusCode === 503, said: `${answer.statusCode} ${text}` };
    },
    form: async (email, password) => {
      const headers = { origin, "next-action": action, accept: "text/x-component", "content-type": "text/plain;charset=UTF-8" };
      const { answer, text } = await post("/login", headers, JSON.stringify([{ email, password }]));
      return {
        opened: answer.headers["set-cookie"]?.some((cookie) => cookie.includes("portico.session=")) === true,
        isFull: text.includes('"type":"UNAVAILABLE"'),
        said: `${answer.statusCode} ${text}`,
      };
    },
  };
}

/**
 * People (one per address in `emails`) who sign in by `door` again and again until `stop()`. Answers are counted
 * between `startCounting()` and `stopCounting()`, which returns sign-ins a second.
 * @throws Sentence from `stop()` when a sign-in was refused.
 */
export function signInFlood({ door, emails, password }) {
  let stopping = false;
  let counted = 0;
  let began = 0;
  const person = async (email) => {
    while (!stopping) {
      const { opened, isFull, said } = await door(email, password);
      if (opened) {
        counted += 1;
      } else if (isFull) {
        // The queue is full because the machine has other things to do: come back, as a person would.
        await new Promise((resolve) => setTimeout(resolve, 500));
      } else {
        stopping = true;
        throw new Sentence(`A sign-in was refused: ${said.slice(0, 300)}`);
      }
    }
  };
  const people = Promise.all(emails.map(person));
  // The refusal is thrown where it is waited for.
  people.catch(() => {});
  return {
    startCounting() {
      counted = 0;
      began = performance.now();
    },
    stopCounting: () => counted / ((performance.now() - began) / 1_000),
    async stop() {
      stopping = true;
      await people;
    },
  };
}

/**
 * Asks at an even pace, one request each `everyMs`, whether or not the one before was answered: what somebody who
 * comes by at any moment has to wait, in milliseconds.
 */
export async function paced({ url, cookie, everyMs, seconds }) {
  const agent = new Agent({ keepAlive: true });
  const ask = () =>
    new Promise((resolve, reject) => {
      const began = performance.now();
      get(url, { agent, headers: { cookie } }, (answer) => {
        answer.resume();
        answer.once("end", () =>
          answer.statusCode === 200
            ? resolve(performance.now() - began)
            : reject(new Sentence(`${url} was answered with ${answer.statusCode}.`)),
        );
      }).once("error", reject);
    });
  const asked = [];
  const end = performance.now() + seconds * 1_000;
  for (let next = performance.now(); next < end; next += everyMs) {
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, next - performance.now())));
    asked.push(ask());
  }
  const times = (await Promise.all(asked)).toSorted((a, b) => a - b);
  agent.destroy();
  return { p50: times[Math.floor(times.length / 2)], p99: times[Math.floor(times.length * 0.99)] };
}

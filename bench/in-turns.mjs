import { Sentence } from "../scripts/launch/progress.mjs";

/** One question at a time, now to one and now to the other, so that whatever else the machine does meets both. @returns the p95 of each, in ms. */
export async function inTurns(portals, { samples, ask }) {
  const seen = portals.map(() => []);
  // What is asked first warms up caches and compilers.
  for (let at = -Math.ceil(samples / 5); at < samples; at++) {
    for (const [which, portal] of portals.entries()) {
      const began = performance.now();
      await ask(portal, Math.abs(at));
      if (at >= 0) seen[which].push(performance.now() - began);
    }
  }
  return seen.map((times) => times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)]);
}

/** @throws Sentence when the answer is not what was asked for: a fast error is no measurement. */
export async function call(url, body, token, method = body ? "POST" : "GET") {
  const answer = await fetch(url, {
    method,
    headers: { ...(body ? { "content-type": "application/json" } : {}), ...(token ? { authorization: `Bearer ${token}` } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const envelope = await answer.json();
  if (!answer.ok) throw new Sentence(`${url}: ${answer.status} ${JSON.stringify(envelope).slice(0, 300)}`);
  return envelope.data;
}

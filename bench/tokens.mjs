import autocannon from "autocannon";
import { Sentence } from "../scripts/launch/progress.mjs";
import { median } from "./load.mjs";
import { portalEnvironment, runJson, startPortal } from "./processes.mjs";
import { row } from "./table.mjs";

const PASSWORD = "a password of the bench";
const PROGRAMS = 16;

/** A program's calls with an access token against the bare handler, in turns; and how many refreshes a second sixteen programs get. */
export async function tokenRows({ databaseUrl, folder, plan }) {
  const env = await portalEnvironment(databaseUrl, folder, "bcrypt");
  const { emails } = await runJson("dist/seed.mjs", [PROGRAMS, PASSWORD], env);
  const portal = await startPortal(env, folder);
  const pairs = [];
  for (const email of emails) pairs.push(await post(`${portal.url}/api/v1/auth/login`, { email, password: PASSWORD }));
  const authorization = `Bearer ${pairs[0].access_token}`;
  const seen = { floor: [], bearer: [] };
  for (let round = -1; round < plan.rounds; round++) {
    const floor = await throughput(`${portal.url}/api/health/live`, {}, plan.seconds);
    const bearer = await throughput(`${portal.url}/api/v1/auth/me`, { authorization }, plan.seconds);
    // The first round warms up.
    if (round < 0) continue;
    seen.floor.push(floor);
    seen.bearer.push(bearer);
  }
  const refreshes = await refreshesPerSecond(`${portal.url}/api/v1/auth/refresh`, pairs, plan.seconds);
  await portal.stop();
  const [floor, bearer] = [median(seen.floor), median(seen.bearer)];
  return [
    row("floor, measured again beside the tokens", floor, "requests/s"),
    row("GET /api/v1/auth/me with a bearer token", bearer, "requests/s", {
      what: "of the floor",
      value: bearer / floor,
      sign: "≥",
      limit: 0.75,
    }),
    row(`refreshes by ${PROGRAMS} programs`, refreshes, "refreshes/s"),
  ];
}

async function throughput(url, headers, seconds) {
  const result = await autocannon({ url, headers, connections: PROGRAMS, duration: seconds });
  const wrong = result.errors + result.timeouts + result.non2xx;
  if (wrong > 0 || result["2xx"] === 0) throw new Sentence(`${url}: ${wrong} answers were not 200.`);
  return result.requests.total / result.duration;
}

async function refreshesPerSecond(url, pairs, seconds) {
  const began = performance.now();
  const until = began + seconds * 1_000;
  let done = 0;
  await Promise.all(
    pairs.map(async (pair) => {
      let token = pair.refresh_token;
      while (performance.now() < until) {
        token = (await post(url, { refresh_token: token })).refresh_token;
        done += 1;
      }
    }),
  );
  return done / ((performance.now() - began) / 1_000);
}

async function post(url, body) {
  const answer = await fetch(url, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  const envelope = await answer.json();
  if (!answer.ok) throw new Sentence(`${url}: ${answer.status} ${JSON.stringify(envelope).slice(0, 300)}`);
  return envelope.data;
}

import { doors, inTurns, load, median, paced, signInAction, signInFlood } from "./load.mjs";
import { portalEnvironment, runJson, startHashCeiling, startPortal, startProcess } from "./processes.mjs";
import { row } from "./table.mjs";

const PASSWORD = "a password of the bench";
const PEOPLE = 16;
const FLOOR = "/api/health/live";
const SESSION_CHECK = "/api/v1/auth/me";
/**
 * How sign-ins and hashing alone take turns. As short as the hash allows, since the machine's own speed changes within seconds and
 * what is compared must meet the same; of bcrypt there are eight a second, which two seconds would not count well.
 */
const TURNS = {
  argon2id: { seconds: 2, share: 6 },
  bcrypt: { seconds: 10, share: 1 },
};
const WARM_MS = 500;
/** So long a portal is used before it counts: its code is compiled by then. */
const WARM_UP_SECONDS = 5;
const buildFolder = () => process.env.PORTICO_BUILD_DIR?.trim() || ".next";

const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** A portal with people in it. */
async function populatedPortal({ databaseUrl, folder }, hash) {
  const env = await portalEnvironment(databaseUrl, folder, hash);
  const { emails, token } = await runJson("dist/seed.mjs", [PEOPLE, PASSWORD], env);
  const portal = await startPortal(env, folder);
  return { env, emails, cookie: `portico.session=${token}`, origin: portal.url, stop: portal.stop };
}

/** What operators see with METRICS_TOKEN; reading it begins a new window for the loop delay. */
async function runtimeOf({ origin, env }) {
  const answer = await fetch(`${origin}/api/health`, { headers: { authorization: `Bearer ${env.METRICS_TOKEN}` } });
  return (await answer.json()).data.runtime;
}

/** Bare node:http, the bare route handler, the session check by API and by page; 16 connections, in turns. */
export async function throughputRows(context) {
  const reference = await startProcess("bench/reference.mjs", { folder: context.folder });
  const portal = await populatedPortal(context, "bcrypt");
  const { origin, cookie } = portal;
  const measured = await inTurns(
    {
      reference: { url: reference.url },
      floor: { url: origin + FLOOR },
      session: { url: origin + SESSION_CHECK, cookie },
      page: { url: `${origin}/account`, cookie },
    },
    context.plan,
  );
  await reference.stop();
  await portal.stop();
  const { floor, session, page } = measured;
  return [
    row("bare node:http", measured.reference.perSecond, "requests/s"),
    row(`floor: bare route handler (${FLOOR})`, floor.perSecond, "requests/s", {
      what: "of node:http",
      value: floor.perSecond / measured.reference.perSecond,
    }),
    row(`session check, API (${SESSION_CHECK})`, session.perSecond, "requests/s", {
      what: "of the floor",
      value: session.perSecond / floor.perSecond,
      sign: "≥",
      limit: 0.75,
    }),
    row("session check, page (/account)", page.perSecond, "requests/s"),
  ];
}

/**
 * Sign-ins a second against hashing alone on the same pool, in turns; then how quick everything else stays while
 * sixteen people sign in, by the API and by the page's form.
 */
export async function floodRows(context, hash) {
  const { rounds, floodSeconds } = context.plan;
  const portal = await populatedPortal(context, hash);
  const { folder } = context;
  const { origin, emails, cookie, env } = portal;
  const byDoor = doors(origin, signInAction(buildFolder()));
  const flood = (door) => signInFlood({ door, emails, password: PASSWORD });
  const turn = TURNS[hash];
  const signIns = async (door, seconds) => {
    const people = flood(door);
    await wait(WARM_MS);
    people.startCounting();
    await wait(seconds * 1_000);
    const perSecond = people.stopCounting();
    await people.stop();
    return perSecond;
  };
  const alone = await startHashCeiling(env, folder);
  for (const door of Object.values(byDoor)) await signIns(door, WARM_UP_SECONDS);
  const seen = { ceiling: [await alone.perSecond(turn.seconds)], api: [], form: [], shares: { api: [], form: [] } };
  for (let at = 0; at < Math.min(rounds, 3) * turn.share; at++) {
    for (const name of ["api", "form"]) {
      const perSecond = await signIns(byDoor[name], turn.seconds);
      seen.ceiling.push(await alone.perSecond(turn.seconds));
      // Against hashing just before and just after: other machines' guests make this one faster and slower.
      const [before, after] = seen.ceiling.slice(-2);
      seen[name].push(perSecond);
      seen.shares[name].push(perSecond / ((before + after) / 2));
    }
  }
  await alone.stop();
  const shares = (name) => median(seen.shares[name]);
  const rows = [
    row(`${hash}: hashing alone`, median(seen.ceiling), "hashes/s"),
    row(`${hash}: sign-ins by API`, median(seen.api), "sign-ins/s", { what: "of hashing", value: shares("api"), sign: "≥", limit: 0.9 }),
    row(`${hash}: sign-ins by form`, median(seen.form), "sign-ins/s", { what: "of hashing", value: shares("form") }),
  ];
  for (const [name, door] of Object.entries(byDoor)) {
    const people = flood(door);
    await wait(2_000);
    await runtimeOf(portal);
    const check = await paced({ url: origin + SESSION_CHECK, cookie, everyMs: 20, seconds: floodSeconds * 2 });
    const delay = (await runtimeOf(portal)).event_loop_delay_ms.p99;
    await people.stop();
    rows.push(
      row(`${hash}, by ${name}: session check meanwhile, p99`, check.p99, "ms", { value: check.p99, sign: "≤", limit: 50 }),
      row(`${hash}, by ${name}: event-loop delay meanwhile, p99`, delay, "ms", { value: delay, sign: "≤", limit: 30 }),
    );
  }
  await portal.stop();
  return rows;
}

/** Resident memory of a fresh server, after a few and after many requests. */
export async function memoryRows(context) {
  const [few, many] = context.plan.memory;
  const portal = await populatedPortal(context, "bcrypt");
  const { origin, cookie } = portal;
  const ask = (amount) => load({ url: origin + SESSION_CHECK, cookie, amount });
  const resident = async () => {
    await wait(2_000);
    return (await runtimeOf(portal)).memory_bytes.rss / 2 ** 20;
  };
  await load({ url: `${origin}/account`, cookie, amount: 200 });
  await ask(few);
  const early = await resident();
  await ask(many - few);
  const late = await resident();
  await portal.stop();
  return [
    row(`resident memory after ${few} requests`, early, "MiB"),
    row(`resident memory after ${many} requests`, late, "MiB", { what: "growth %", value: (late / early - 1) * 100, sign: "≤", limit: 10 }),
  ];
}

import { inTurns, load, signInAction, signInFlood } from "./load.mjs";
import { portalEnvironment, runJson, startPortal, startProcess } from "./processes.mjs";
import { row } from "./table.mjs";

const PASSWORD = "a password of the bench";
const PEOPLE = 16;
const FLOOR = "/api/health/live";
const SESSION_CHECK = "/api/v1/auth/me";
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

/** Sign-ins a second against hashing alone, and how quick everything else stays meanwhile. */
export async function floodRows(context, hash) {
  const { plan } = context;
  const portal = await populatedPortal(context, hash);
  const { origin, emails, cookie, env } = portal;
  const ceilings = [await hashCeiling(env, plan.floodSeconds / 2)];
  const flood = signInFlood({ origin, action: signInAction(buildFolder()), emails, password: PASSWORD });
  await wait(3_000);
  flood.startCounting();
  await wait(plan.floodSeconds * 1_000);
  const signIns = flood.stopCounting();
  await runtimeOf(portal);
  // One person's clicks, not a second flood: ten connections that together ask fifty times a second.
  const check = await load({ url: origin + SESSION_CHECK, cookie, connections: 10, rate: 50, seconds: plan.floodSeconds });
  const runtime = await runtimeOf(portal);
  await flood.stop();
  await portal.stop();
  ceilings.push(await hashCeiling(env, plan.floodSeconds / 2));
  const ceiling = (ceilings[0] + ceilings[1]) / 2;
  const delay = runtime.event_loop_delay_ms.p99;
  return [
    row(`${hash}: hashing alone`, ceiling, "hashes/s"),
    row(`${hash}: sign-ins`, signIns, "sign-ins/s", { what: "of hashing", value: signIns / ceiling, sign: "≥", limit: 0.9 }),
    row(`${hash}: session check meanwhile, p99`, check.p99, "ms", { value: check.p99, sign: "≤", limit: 50 }),
    row(`${hash}: event-loop delay meanwhile, p99`, delay, "ms", { value: delay, sign: "≤", limit: 30 }),
  ];
}

const hashCeiling = async (env, seconds) => (await runJson("dist/hash-ceiling.mjs", [seconds], env)).perSecond;

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

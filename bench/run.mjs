import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { ensureBundles, ensureClient, ensureProductionBuild } from "../scripts/build-steps/build.mjs";
import { bundle } from "../scripts/build-steps/bundle.mjs";
import { say, step } from "../scripts/launch/progress.mjs";
import { auditRows } from "./audit.mjs";
import { floodRows, memoryRows, throughputRows } from "./measurements.mjs";
import { organizationRows } from "./organizations.mjs";
import { benchDatabase, stopAll } from "./processes.mjs";
import { scaleRows } from "./scale.mjs";
import { table } from "./table.mjs";
import { tokenRows } from "./tokens.mjs";

const FULL = {
  rounds: 5,
  seconds: 6,
  floodSeconds: 10,
  memory: [10_000, 100_000],
  users: 1_000_000,
  auditRows: 10_000_000,
  organizations: 100_000,
  samples: 100,
};
const QUICK = {
  rounds: 2,
  seconds: 3,
  floodSeconds: 5,
  memory: [2_000, 10_000],
  users: 100_000,
  auditRows: 300_000,
  organizations: 10_000,
  samples: 60,
};

/**
 * `npm run bench [-- --quick] [--audit [--audit-rows N] | --organizations | --portal]`: measures a production build with its own database, everything in one run,
 * or the audit log, organizations or the rest alone, prints a table, keeps it in bench/results/, and exits 1 when a target was missed.
 */
export async function runBench(args) {
  const plan = { ...(args.includes("--quick") ? QUICK : FULL), ...chosenRows(args) };
  const folder = mkdtempSync(join(tmpdir(), "portico-bench-"));
  const rows = [];
  const measure = async (what, work) => {
    const found = await step(what, work);
    console.log(`${table(found)}\n`);
    rows.push(...found);
  };
  try {
    await ensureClient();
    const only = ["--audit", "--organizations", "--portal"].find((part) => args.includes(part));
    if (only !== "--audit") await ensureProductionBuild();
    await ensureBundles();
    await bundleScripts();
    const databaseUrl = await step("Starting a database of its own", () => benchDatabase(folder));
    const context = { plan, folder, databaseUrl };
    const [events, members] = [plan.auditRows.toLocaleString("en"), plan.users.toLocaleString("en")];
    if (!only || only === "--audit") await measure(`An audit log of 10,000 and of ${events} rows`, () => auditRows(context));
    if (!only || only === "--organizations")
      await measure(`Organizations with 1,000 and with ${members} members`, () => organizationRows(context));
    if (!only || only === "--portal") await measurePortal(context, measure);
  } finally {
    await stopAll();
    rmSync(folder, { recursive: true, force: true });
  }
  report(rows, args);
  process.exit(rows.some(({ met }) => met === false) ? 1 : 0);
}

/** `--audit-rows N`: a machine with little time or room measures fewer. */
function chosenRows(args) {
  const at = args.indexOf("--audit-rows");
  return at < 0 ? {} : { auditRows: Number(args[at + 1]) };
}

async function measurePortal(context, measure) {
  const { plan } = context;
  await measure("Throughput: bare Node.js, the floor, the session check, a page", () => throughputRows(context));
  for (const hash of ["bcrypt", "argon2id"]) {
    await measure(`Sixteen people signing in at once (${hash})`, () => floodRows(context, hash));
  }
  await measure("Tokens: the floor, a bearer token, refreshes", () => tokenRows(context));
  await measure(`The same with 1,000 and with ${plan.users.toLocaleString("en")} accounts`, () => scaleRows(context));
  await measure(`Memory over ${plan.memory[1]} requests`, () => memoryRows(context));
}

const bundleScripts = () => bundle(["bench/seed.ts", "bench/hash-ceiling.ts", "bench/audit-search.ts"]);

function report(rows, args) {
  const head = `Node.js ${process.versions.node}, ${availableParallelism()} × ${cpus()[0]?.model.trim() ?? "unknown processor"}${args.includes("--quick") ? ", quick" : ""}`;
  const text = `\n  ${head}\n\n${table(rows)}\n`;
  console.log(text);
  mkdirSync("bench/results", { recursive: true });
  const stamp = new Date().toISOString().replaceAll(":", "-").slice(0, 19);
  writeFileSync(`bench/results/${stamp}.txt`, text);
  writeFileSync(`bench/results/${stamp}.json`, JSON.stringify({ head, rows }, null, 2));
  say(`Kept as bench/results/${stamp}.txt and .json.`);
}

import { spawn } from "node:child_process";
import { parseArgs } from "node:util";
import { Sentence } from "../launch/progress.mjs";

const WHOLE = /^[1-9]\d{0,7}$/;

/** `npm run fuzz -- [--requests N] [--seed N]`: the system test `fuzz` with a number of requests of one's choice. */
export async function runFuzz(args) {
  const { requests, seed } = read(args);
  const env = { ...process.env, PORTICO_BUILD_DIR: ".next-test", NODE_ENV: "test", PORTICO_FUZZ_REQUESTS: requests };
  if (seed !== undefined) env.PORTICO_FUZZ_SEED = seed;
  const vitest = ["node_modules/vitest/vitest.mjs", "run", "--project", "system", "test/system/fuzz.system.test.ts"];
  const child = spawn(process.execPath, vitest, { env, stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => child.kill(signal));
  const code = await new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", resolve);
  });
  process.exit(code ?? 1);
}

/** @throws Sentence for what is no number. */
function read(args) {
  const options = { requests: { type: "string", default: "100000" }, seed: { type: "string" } };
  const { values } = parseArgs({ args, options });
  for (const [name, value] of Object.entries(values)) if (!WHOLE.test(value)) throw new Sentence(`--${name} takes a whole number.`);
  return values;
}

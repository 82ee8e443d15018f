import { Sentence } from "../launch/progress.mjs";
import { runProgram } from "../testing/program.mjs";

/** Runs `portico seed` for the portal of a tour. @throws Sentence when it fails. */
export async function fillWithPeople({ E2E_URL, E2E_DATA_DIR, ...env }) {
  const place = { APP_URL: E2E_URL, PORT: new URL(E2E_URL).port, PORTICO_DATA_DIR: E2E_DATA_DIR };
  const { code, output } = await runProgram("scripts/portico.mjs", ["seed"], { ...env, ...place });
  if (code !== 0) throw new Sentence(`portico seed failed: ${output}`);
}

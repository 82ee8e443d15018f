import { expect, test } from "vitest";
import { asObject } from "@/lib/entry/openapi/schemas";
import { receivedCheck } from "../documented-answers";
import { existingIds, nobody, somebody } from "../fuzz/callers";
import { fuzzedOperations } from "../fuzz/requests";
import { fuzz } from "../fuzz/run";
import { exchange } from "./client";
import { startPortal } from "./portal";

/** `npm run fuzz -- --requests 100000` for the whole proof. */
const REQUESTS = Number(process.env.PORTICO_FUZZ_REQUESTS ?? 2500);
/** Other requests each time; the one that is printed repeats them. */
const SEED = Number(process.env.PORTICO_FUZZ_SEED ?? Date.now() % 1_000_000);

const portal = await startPortal({ env: { LOG_LEVEL: "error" } });
const host = new URL(portal.url).host;

test(`${REQUESTS} requests made from the document: no 5xx, none slower than two seconds, every answer as documented`, async () => {
  const document = asObject(JSON.parse((await portal.request("/api/openapi.json")).text));
  const operations = fuzzedOperations(document, await existingIds());
  expect(operations.length).toBeGreaterThan(30);
  const report = await fuzz({
    operations,
    callers: [nobody, somebody(portal, "user"), somebody(portal, "admin")],
    requests: REQUESTS,
    seed: SEED,
    send: (path, sent) => exchange(portal.port, path, { ...sent, headers: { host, ...sent.headers } }),
    check: receivedCheck(document),
  });
  const { findings, ...numbers } = report;
  console.info(`seed ${SEED}, ${operations.length} operations: ${JSON.stringify(numbers)}`);
  const causes = portal
    .logs()
    .split("\n")
    .filter((line) => line.includes("unexpected error"));
  if (causes.length > 0) console.info(causes.join("\n"));
  expect(findings, `seed ${SEED}`).toEqual([]);
}, 1_800_000);

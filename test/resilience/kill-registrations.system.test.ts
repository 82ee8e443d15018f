import { expect, test, vi } from "vitest";
import { readInbox, tokenIn } from "../system/inbox";
import { newAddress, PASSWORD } from "../system/people";
import { startPortal } from "../system/portal";
import { type At, queueDone, ready, stopwatch, verifyTrail } from "./bystander";
import { crowd, milestone } from "./crowd";
import { startInstallation } from "./installation";
import { startOwnCluster } from "./own-cluster";
import { halves, readLedger } from "./registrations";

// Each test starts and kills real programs; how long that takes is the machine's business.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

const REGISTRATIONS = 200;
const AT_ONCE = 24;
/** How many are answered before the kill, which so comes among many that are under way. */
const ANSWERED_BEFORE = 60;

interface Run {
  all: string[];
  acknowledged: string[];
}

/** Registers 200 people; after the first 60 answers comes `interrupt`, and whoever it hit goes on after it. */
async function registerWhile(at: () => At, interrupt: () => Promise<void>): Promise<Run> {
  const all = Array.from({ length: REGISTRATIONS }, () => newAddress("crash"));
  const enough = milestone(ANSWERED_BEFORE);
  let isInterrupted = false;
  const interrupted = enough.reached.then(() => {
    isInterrupted = true;
    return interrupt();
  });
  const acknowledged: string[] = [];
  await crowd(REGISTRATIONS, AT_ONCE, async (index) => {
    const email = all[index] ?? "";
    const json = { email, password: PASSWORD };
    const answer = await at()
      .request("/api/v1/auth/register", { json })
      .catch(() => null);
    if (answer?.status === 201) {
      acknowledged.push(email);
      enough.reach();
    } else if (isInterrupted) await interrupted;
  });
  await interrupted;
  return { all, acknowledged };
}

/** Every acknowledged registration is whole, and whatever else there is of the run is whole too. */
const database = await startOwnCluster();
const installation = await startInstallation();

async function expectAllOrNothing(at: At, databaseUrl: string, { all, acknowledged }: Run): Promise<void> {
  expect(acknowledged.length).toBeGreaterThanOrEqual(ANSWERED_BEFORE);
  // Otherwise nothing was interrupted, and this would show nothing.
  expect(acknowledged.length).toBeLessThan(all.length);
  await queueDone(databaseUrl);
  const ledger = await readLedger(databaseUrl);
  expect(acknowledged.filter((email) => !ledger.accounts.has(email))).toEqual([]);
  expect(halves(ledger)).toEqual([]);
  expect(ledger.strays).toEqual([]);
  const { mail } = readInbox(at.request);
  const mails = await Promise.all(acknowledged.map((email) => mail(email)));
  const confirmations = await Promise.all(
    mails.slice(0, 5).map((one) => at.request("/api/v1/auth/email/verification/confirm", { json: { token: tokenIn(one) } })),
  );
  expect(confirmations.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
}

test("kill -9 of the portal, then of PostgreSQL, each among 200 registrations: what was answered is there with its mail, nothing is half there", async () => {
  let portal = await startPortal({ database: database.url });
  const portalKilled = await registerWhile(
    () => portal,
    async () => {
      const since = stopwatch();
      await portal.kill9();
      portal = await startPortal({ database: database.url, port: portal.port });
      since("ready, the portal having been killed,");
    },
  );
  await expectAllOrNothing(portal, database.url, portalKilled);

  const databaseKilled = await registerWhile(
    () => portal,
    async () => {
      const since = stopwatch();
      await database.kill9();
      await database.start();
      await ready(portal);
      since("ready, PostgreSQL having been killed,");
    },
  );
  await expectAllOrNothing(portal, database.url, databaseKilled);
  expect(await verifyTrail(database.url)).toMatchObject({ ok: true, findings: [] });
});

test("kill -9 of all that npm start started among 200 registrations, then npm start again: the same", async () => {
  const run = await registerWhile(
    () => installation,
    async () => {
      const since = stopwatch();
      await installation.kill9();
      await installation.start();
      since("ready, all having been killed,");
    },
  );
  await expectAllOrNothing(installation, installation.databaseUrl(), run);
  expect(await installation.stop()).toBe(0);
});

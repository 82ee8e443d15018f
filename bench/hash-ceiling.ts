import { z } from "zod";
import { hashPassword, verifyPassword } from "@/lib/passwords/hash";

/**
 * Nothing but password checks, 16 at a time, on the pool that the portal uses. Told `{ seconds }` it does them for so long and
 * answers how many a second; it stands still in between. It lives as long as the run, so that it can take turns with the
 * portal every few seconds.
 */
const PEOPLE = 16;
const WARM_MS = 300;
const order = z.object({ seconds: z.number() });
const stored = await hashPassword("a password of the bench");

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function measure(seconds: number): Promise<number> {
  let checks = 0;
  let isOver = false;
  const one = async () => {
    while (!isOver) {
      await verifyPassword("a password of the bench", stored);
      checks += 1;
    }
  };
  const people = Promise.all(Array.from({ length: PEOPLE }, one));
  await wait(WARM_MS);
  checks = 0;
  const began = performance.now();
  await wait(seconds * 1_000);
  const perSecond = checks / ((performance.now() - began) / 1_000);
  isOver = true;
  await people;
  return perSecond;
}

process.on("message", async (message) => {
  process.send?.({ type: "measured", perSecond: await measure(order.parse(message).seconds) });
});
process.on("SIGTERM", () => process.exit(0));
process.send?.({ type: "ready" });

import { closeHashPool, hashPassword, verifyPassword } from "@/lib/passwords/hash";

/** Nothing but password checks, 16 at a time, on the pool that the portal uses; prints how many a second. */
const seconds = Number(process.argv[2]);
const stored = await hashPassword("a password of the bench");
let counting = false;
let checks = 0;
let stop = false;

async function checkOneAfterAnother(): Promise<void> {
  while (!stop) {
    await verifyPassword("a password of the bench", stored);
    if (counting) checks += 1;
  }
}

const workers = Array.from({ length: 16 }, checkOneAfterAnother);
await new Promise((resolve) => setTimeout(resolve, 2_000));
counting = true;
const began = performance.now();
await new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
counting = false;
const elapsed = (performance.now() - began) / 1_000;
stop = true;
await Promise.all(workers);
console.log(JSON.stringify({ perSecond: checks / elapsed }));
await closeHashPool();

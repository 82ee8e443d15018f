import { front } from "./launch/front.mjs";

await front(async () => (await import("../bench/run.mjs")).runBench(process.argv.slice(2)));

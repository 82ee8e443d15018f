import { front } from "./launch/front.mjs";

await front(async () => (await import("./testing/fuzz.mjs")).runFuzz(process.argv.slice(2)));

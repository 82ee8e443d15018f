import { front } from "./launch/front.mjs";

await front(async () => (await import("./testing/run-all.mjs")).runAllTests());

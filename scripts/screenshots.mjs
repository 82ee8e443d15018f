import { front } from "./launch/front.mjs";

await front(async () => (await import("./screenshots/take-all.mjs")).takeAllScreenshots());

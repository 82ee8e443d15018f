import { front } from "./launch/front.mjs";

await front(async () => (await import("./testing/browser-tests.mjs")).runBrowserCommand(process.argv.slice(2)));

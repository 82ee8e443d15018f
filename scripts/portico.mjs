import { front } from "./launch/front.mjs";

await front(async () => (await import("./portal/command-line.mjs")).runCommandLine(process.argv.slice(2)));

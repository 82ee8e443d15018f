import { front } from "./launch/front.mjs";

await front(async () => (await import("./portal/run.mjs")).runPortal("development"));

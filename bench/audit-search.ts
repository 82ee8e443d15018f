import { findAuditEvents, readAuditQuery } from "@/lib/audit/search";
import { db, pool } from "@/lib/db";

/** Answers searches of one audit log with the milliseconds that they took, until it is disconnected. */
process.on("message", async ({ scope, q }: { scope: string; q: string }) => {
  const began = performance.now();
  const { items, next_cursor } = await findAuditEvents(scope, await readAuditQuery(q), { limit: 50 });
  process.send?.({ type: "answer", ms: performance.now() - began, found: items.length, more: next_cursor !== null });
});

process.on("disconnect", async () => {
  await db.$disconnect();
  await pool.end();
  process.exit(0);
});

process.send?.({ type: "ready" });

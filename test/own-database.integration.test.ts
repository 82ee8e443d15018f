import { expect, test } from "vitest";
import { db } from "@/lib/db";

test("a test file starts with the migrated tables, empty", async () => {
  expect(await db.user.count()).toBe(0);
});

test("jobs can be queued, because the queue's own tables are there", async () => {
  const rows = await db.$queryRaw<{ found: boolean }[]>`SELECT to_regprocedure('graphile_worker.add_job(text,json)') IS NOT NULL
    OR EXISTS (SELECT FROM pg_proc WHERE proname = 'add_job') AS found`;
  expect(rows).toEqual([{ found: true }]);
});

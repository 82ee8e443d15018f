import { beforeEach, expect, test } from "vitest";
import { pool } from "@/lib/db";
import { hastenFailedMail } from "@/lib/queue/mail-retries";

interface Failed {
  task: string;
  /** Seconds since it was queued. */
  age: number;
  /** Seconds since it last failed. */
  failed: number;
}

/** A job as graphile-worker leaves it after its eighth failure: to be tried again in exp(8) seconds. */
async function addFailed({ task, age, failed }: Failed): Promise<void> {
  const { rows } = await pool.query("SELECT id FROM graphile_worker.add_job($1, '{}'::json)", [task]);
  await pool.query(
    `UPDATE graphile_worker._private_jobs SET attempts = 8, last_error = 'down',
       created_at = now() - $2 * interval '1 second', run_at = now() - $3 * interval '1 second' + exp(8) * interval '1 second'
     WHERE id = $1`,
    [rows[0]?.id, age, failed],
  );
}

beforeEach(() => pool.query("DELETE FROM graphile_worker._private_jobs"));

test.each([
  { age: 60, failed: 4, hastened: 1 },
  { age: 60, failed: 2, hastened: 0 },
  { age: 5, failed: 2.5, hastened: 1 },
  { age: 3_600, failed: 60, hastened: 0 },
  { age: 3_600, failed: 200, hastened: 1 },
  { age: 200_000, failed: 800, hastened: 0 },
  { age: 200_000, failed: 1_000, hastened: 1 },
])("a mail of $age seconds that failed $failed seconds ago: $hastened", async ({ age, failed, hastened }) => {
  await addFailed({ task: "mail.already_registered", age, failed });
  expect(await hastenFailedMail(pool, 10)).toBe(hastened);
  const { rows } = await pool.query("SELECT run_at <= now() AS due FROM graphile_worker.jobs");
  expect(rows).toEqual([{ due: hastened === 1 }]);
});

test("only mail is hastened, and the oldest first", async () => {
  await addFailed({ task: "maintenance.cleanup", age: 60, failed: 30 });
  for (const age of [60, 61, 62]) await addFailed({ task: "mail.already_registered", age, failed: 30 });
  expect(await hastenFailedMail(pool, 2)).toBe(2);
  expect(await hastenFailedMail(pool, 2)).toBe(1);
  expect(await hastenFailedMail(pool, 2)).toBe(0);
});

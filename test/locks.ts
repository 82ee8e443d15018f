import { expect } from "vitest";
import { pool } from "@/lib/db";

/** Resolves once so many of the test's statements wait for what another transaction holds. */
export async function whoWaits(count: number): Promise<void> {
  await expect
    .poll(
      async () => {
        const { rows } = await pool.query<{ pid: number }>(
          "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
        );
        return rows.length;
      },
      { timeout: 5_000, interval: 20 },
    )
    .toBe(count);
}

import type { Page } from "@playwright/test";
import { withClient } from "../scripts/database/connect.mjs";
import { leaseDatabase } from "../scripts/portal/database-lease.mjs";
import { expect } from "./portal";

/** Lets the sign-in of this page's session be as old as that, in minutes: what it proved no longer counts. */
export async function signedInMinutesAgo(page: Page, minutes: number): Promise<void> {
  const session = async () => (await (await page.request.get("/api/v1/auth/me")).json()).data;
  const { id } = (await session()).session;
  const database = await leaseDatabase(process.env.E2E_DATA_DIR ?? "");
  try {
    await withClient(database.url, (client) =>
      client.query("UPDATE sessions SET auth_time = now() - make_interval(mins => $2), proved_until = NULL WHERE id = $1", [id, minutes]),
    );
  } finally {
    await database.release();
  }
  // The portal remembers a session for half a second.
  await expect.poll(async () => Date.parse((await session()).auth_time) < Date.now() - (minutes - 1) * 60_000).toBe(true);
}

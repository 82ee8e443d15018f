import { db } from "@/lib/db";
import { queueIsDone } from "../system/inbox";

/** Counters, what the worker seals each minute, and jobs that are done leave rows that no refusal wrote. */
const NOT_PEOPLES = "^(_prisma_migrations|rate_limits|audit_seals|signing_keys)$";

/** Columns that being looked at may move. */
const MOVING = "'{last_seen_at,expires}'::text[]";

/** A digest of each table, when what was queued is done. */
export async function wholeState(): Promise<Map<string, string>> {
  await queueIsDone();
  const tables = await db.$queryRaw<{ name: string }[]>`
    SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename !~ ${NOT_PEOPLES} ORDER BY 1`;
  const state = new Map<string, string>();
  for (const { name } of tables) state.set(name, await digest(name, "true"));
  return state;
}

/** The tables that are not as they were. */
export const changedTables = (before: Map<string, string>, after: Map<string, string>): string[] =>
  [...after].flatMap(([name, value]) => (before.get(name) === value ? [] : [name]));

/** A digest of everything that belongs to one organization, its audit rows included. */
export async function tenantState(organizationId: string): Promise<string> {
  const parts = [await digest("organizations", `id = '${organizationId}'`), await digest("audit_events", `scope = '${organizationId}'`)];
  for (const table of ["memberships", "roles", "role_assignments", "units", "invitations"]) {
    parts.push(await digest(table, `organization_id = '${organizationId}'`));
  }
  return parts.join();
}

async function digest(table: string, condition: string): Promise<string> {
  const rows = await db.$queryRawUnsafe<{ digest: string | null }[]>(
    `SELECT md5(string_agg(line, E'\\n' ORDER BY line)) AS digest
       FROM (SELECT (to_jsonb(t) - ${MOVING})::text AS line FROM "${table}" t WHERE ${condition}) AS lines`,
  );
  return rows[0]?.digest ?? "empty";
}

import { createHash } from "node:crypto";
import { db } from "@/lib/db";
import { queueIsDone } from "./inbox";

const TABLES = [
  ...["users", "accounts", "pictures", "sessions", "one_time_tokens", "installation", "audit_events", "inbox_messages"],
  ...["organizations", "memberships", "roles", "role_assignments", "units", "invitations", "organization_logos"],
];

/** Columns that being looked at may move. */
const MOVING = "'{last_seen_at,expires}'::text[]";

/**
 * A digest of everything people own in the test file's database, when what was queued is done: equal before and after
 * means that nothing changed.
 */
export async function stateOfTheDatabase(): Promise<string> {
  await queueIsDone();
  const hash = createHash("sha256");
  for (const table of TABLES) {
    const rows = await db.$queryRawUnsafe<{ rows: string | null }[]>(
      `SELECT string_agg(line, E'\\n' ORDER BY line) AS rows FROM (SELECT (to_jsonb(t) - ${MOVING})::text AS line FROM "${table}" t) AS lines`,
    );
    hash.update(`${table}:${rows[0]?.rows ?? ""};`);
  }
  return hash.digest("hex");
}

/** Everything that is stored anywhere in the test file's database, queue included, as one text. */
export async function everythingStored(): Promise<string> {
  const tables = await db.$queryRaw<{ name: string }[]>`
    SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`;
  const parts: string[] = [];
  for (const { name } of tables) {
    const rows = await db.$queryRawUnsafe<{ line: string }[]>(`SELECT to_jsonb(t)::text AS line FROM ${name} t`);
    parts.push(`${name}\n${rows.map(({ line }) => line).join("\n")}`);
  }
  return parts.join("\n");
}

/** How many audit rows of this action there are, about this target when given. */
export async function audited(action: string, targetId?: string): Promise<number> {
  return db.auditEvent.count({ where: { action, ...(targetId ? { targetId } : {}) } });
}

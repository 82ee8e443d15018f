import type { Actor } from "@/lib/access/actor";
import { authorizeAct } from "@/lib/access/authorize";
import type { NewUser, Refusal } from "@/lib/accounts/import-row";
import { audit } from "@/lib/audit/audit";
import { db, type Tx } from "@/lib/db";
import { conflict } from "@/lib/errors";

/** How far an import is. What it counts is what was committed. */
export interface ImportProgress {
  /** Rows of the file that are done. */
  rows: number;
  /** The line on which the last of them ends. */
  line: number;
  imported: number;
  known: number;
  refused: number;
}

/** One import: `id` stands for the file's content and the rules together, `file` for the content alone; both SHA-256, hex. */
export interface ImportIdentity {
  id: string;
  file: string;
}

/** Rows that follow one another in a file. */
export interface ImportBatch {
  users: { line: number; user: NewUser }[];
  /** Those of them that cannot be read. */
  refusals: Refusal[];
  /** The line on which the batch ends. */
  line: number;
}

const PROGRESS = { rows: true, line: true, imported: true, known: true, refused: true } as const;
const NOTHING_YET: ImportProgress = { rows: 0, line: 0, imported: 0, known: 0, refused: 0 };

/** Where an earlier run of the same import was cut off; the beginning when there was none. @throws AppError FORBIDDEN. */
export async function openImport(actor: Actor, { id }: ImportIdentity): Promise<ImportProgress> {
  await authorizeAct(actor, "platform.users.manage");
  await db.userImport.createMany({ data: { id, ...NOTHING_YET }, skipDuplicates: true });
  return db.userImport.findUniqueOrThrow({ where: { id }, select: PROGRESS });
}

/** Forgets how far a whole import came: running it again looks at every row again. */
export async function closeImport(actor: Actor, { id }: ImportIdentity): Promise<void> {
  await authorizeAct(actor, "platform.users.manage");
  await db.userImport.deleteMany({ where: { id } });
}

/**
 * Makes the accounts of one batch. Accounts, audit row and the note of how far the import is are one commit, so an import
 * that is cut off anywhere goes on behind its last batch, and no row is taken twice. An account that exists is left
 * as it is.
 * @param report is handed the rows that make no account before the commit: killed between the two, the next run hands it the same again.
 * @throws AppError FORBIDDEN; CONFLICT when another run of the same import is at work.
 */
export async function importBatch(
  actor: Actor,
  identity: ImportIdentity,
  before: ImportProgress,
  batch: ImportBatch,
  report: (refusals: Refusal[]) => Promise<void>,
): Promise<ImportProgress> {
  await authorizeAct(actor, "platform.users.manage");
  return db.$transaction(async (tx) => {
    // First, so that of two runs one waits here and then sees that the batch is done.
    const { count } = await tx.userImport.updateMany({
      where: { id: identity.id, rows: before.rows },
      data: { rows: before.rows + batch.users.length + batch.refusals.length, line: batch.line },
    });
    if (count === 0) throw conflict("Another run is importing this file at the moment.");
    const { made, left } = await insertUsers(tx, batch.users);
    const unmade = await explain(tx, left);
    const refusals = [...batch.refusals, ...unmade].sort((a, b) => a.line - b.line);
    const known = unmade.filter(({ kind }) => kind === "known").length;
    const counts = { imported: made.length, known, refused: refusals.length - known };
    const after = await tx.userImport.update({
      where: { id: identity.id },
      data: { imported: { increment: counts.imported }, known: { increment: known }, refused: { increment: counts.refused } },
      select: PROGRESS,
    });
    await record(tx, actor, identity, { ...counts, first_row: before.rows + 1, last_row: after.rows });
    for (const { user } of made) {
      if (user.role === "admin") await recordAdministrator(tx, actor, user.id);
    }
    await report(refusals);
    return after;
  });
}

/** What a batch would leave out, without writing anything. Rows that repeat one another are not seen. @throws AppError FORBIDDEN. */
export async function previewBatch(actor: Actor, before: ImportProgress, batch: ImportBatch): Promise<[ImportProgress, Refusal[]]> {
  await authorizeAct(actor, "platform.users.manage");
  const users = batch.users.map(({ user }) => user);
  const taken = await db.$queryRaw<{ id: string; email: string; username: string | null }[]>`
    SELECT id::text, email, username FROM users
     WHERE email = ANY (${users.map(({ email }) => email)}) OR username = ANY (${users.flatMap(({ username }) => username ?? [])})
        OR id = ANY (${users.map(({ id }) => id)}::uuid[])`;
  const emails = new Set(taken.map(({ email }) => email));
  const names = new Set(taken.flatMap(({ id, username }) => [id, username ?? id]));
  const left = batch.users.flatMap((row) => {
    if (emails.has(row.user.email)) return [known(row)];
    return names.has(row.user.id) || (row.user.username !== null && names.has(row.user.username)) ? [collides(row)] : [];
  });
  const refusals = [...batch.refusals, ...left].sort((a, b) => a.line - b.line);
  const seen = left.filter(({ kind }) => kind === "known").length;
  const after = {
    rows: before.rows + batch.users.length + batch.refusals.length,
    line: batch.line,
    imported: before.imported + batch.users.length - left.length,
    known: before.known + seen,
    refused: before.refused + refusals.length - seen,
  };
  return [after, refusals];
}

type Numbered = ImportBatch["users"][number];

const known = ({ line, user }: Numbered): Refusal => ({
  line,
  email: user.email,
  kind: "known",
  reason: "There is an account with this address; it was left as it is.",
});
const collides = ({ line, user }: Numbered): Refusal => ({
  line,
  email: user.email,
  kind: "refused",
  reason: "The username or the id is taken.",
});

/** One statement, whatever the number of rows; says which made an account. Of rows that repeat one another the first does. */
async function insertUsers(tx: Tx, rows: Numbered[]): Promise<{ made: Numbered[]; left: Numbered[] }> {
  const inserted = await tx.$queryRaw<{ id: string; email: string }[]>`
    INSERT INTO users (id, email, email_verified, username, name, password_hash, role, is_active, deactivated_at,
                       locale, time_zone, settings, created_at, updated_at)
    SELECT id, email, email_verified, username, name, password_hash, role::"PlatformRole", is_active,
           CASE WHEN is_active THEN NULL ELSE now() END, locale, time_zone, settings, created_at, now()
      FROM jsonb_to_recordset(${JSON.stringify(rows.map(({ user }) => user))}::jsonb)
        AS given (id uuid, email text, email_verified timestamptz, username text, name text, password_hash text, role text,
                  is_active boolean, locale text, time_zone text, settings jsonb, created_at timestamptz)
        ON CONFLICT DO NOTHING
    RETURNING id::text, email`;
  const ids = new Map(inserted.map(({ email, id }) => [email, id]));
  const [made, left]: [Numbered[], Numbered[]] = [[], []];
  for (const row of rows) {
    const isMade = ids.get(row.user.email) === row.user.id && ids.delete(row.user.email);
    (isMade ? made : left).push(row);
  }
  return { made, left };
}

/** Why rows made no account. */
async function explain(tx: Tx, left: Numbered[]): Promise<Refusal[]> {
  if (left.length === 0) return [];
  const found = await tx.user.findMany({ where: { email: { in: left.map(({ user }) => user.email) } }, select: { email: true } });
  const emails = new Set(found.map(({ email }) => email));
  return left.map((row) => (emails.has(row.user.email) ? known(row) : collides(row)));
}

/** One row for a batch, and not one for each account: see docs/decisions/import.md. */
const record = (tx: Tx, actor: Actor, identity: ImportIdentity, details: Record<string, number>): Promise<void> =>
  audit(tx, actor, { action: "users.imported", target: { type: "user_import", id: identity.file }, details });

const recordAdministrator = (tx: Tx, actor: Actor, id: string): Promise<void> =>
  audit(tx, actor, { action: "account.created", target: { type: "user", id }, details: { role: "admin" } });

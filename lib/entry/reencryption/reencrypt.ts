import type { Actor } from "@/lib/access/actor";
import { authorize } from "@/lib/access/authorize";
import { audit } from "@/lib/audit/audit";
import { reencryptBytes } from "@/lib/crypto";
import { db, Prisma, type Tx } from "@/lib/db";
import { SEALED_COLUMNS, type SealedColumn } from "@/lib/entry/reencryption/sealed-columns";
import { keepPreviousKeys } from "@/lib/kept-keys";

/** How a run treats what it finds under the former key. */
export type ReencryptionMode = "change" | "look";

/** What was found in one column, named as on the wire. */
export interface ColumnCounts {
  rows: number;
  /** Under the former key: changed by this run, or to be changed. */
  former: number;
  /** Under no key that is set. */
  unreadable: number;
}

export interface Reencryption {
  /** False when it was interrupted: run again it goes on. */
  finished: boolean;
  columns: Record<string, ColumnCounts>;
}

interface Options {
  mode: ReencryptionMode;
  signal: AbortSignal;
  /** How many of how many rows were looked at. */
  onProgress: (done: number, total: number) => void;
}

/**
 * Brings everything that is encrypted under the present ENCRYPTION_KEY, in short transactions beside the running portal. Which key a
 * row is under shows by opening it, so that nothing has to be noted: a run that was killed is finished by the next one.
 * @throws AppError FORBIDDEN.
 */
export async function reencrypt(actor: Actor, { mode, signal, onProgress }: Options): Promise<Reencryption> {
  authorize(actor, "platform.settings.manage");
  // First of all: what is hashed under the former key must be recognised once that is gone.
  if (mode === "change") await keepPreviousKeys(db);
  const total = await countAll();
  const columns: Record<string, ColumnCounts> = {};
  let done = 0;
  for (const column of SEALED_COLUMNS) {
    const counts = { rows: 0, former: 0, unreadable: 0 };
    columns[column.name] = counts;
    for (let after: string | null = ""; after !== null; ) {
      if (signal.aborted) return { finished: false, columns };
      const batch: Batch = await db.$transaction((tx) => walkBatch(tx, column, after ?? "", mode));
      counts.rows += batch.rows;
      counts.former += batch.former;
      counts.unreadable += batch.unreadable;
      after = batch.last;
      done += batch.rows;
      onProgress(done, total);
    }
  }
  if (mode === "change") await audit(db, actor, { action: "keys.reencrypted", details: { rows: sumOf(columns, "former") } });
  return { finished: true, columns };
}

/** One of the counts over all columns. */
export const sumOf = (columns: Record<string, ColumnCounts>, count: keyof ColumnCounts): number =>
  Object.values(columns).reduce((sum, counts) => sum + counts[count], 0);

interface Batch extends ColumnCounts {
  /** The key of the last row; null at the end. */
  last: string | null;
}

async function walkBatch(tx: Tx, column: SealedColumn, after: string, mode: ReencryptionMode): Promise<Batch> {
  const rows = await readBatch(tx, column, after, mode);
  const changed: { key: string; bytes: string }[] = [];
  let former = 0;
  let unreadable = 0;
  for (const { key, sealed } of rows) {
    try {
      const bytes = reencryptBytes(column.purpose, sealed, column.place(key));
      if (!bytes) continue;
      former += 1;
      changed.push({ key, bytes: bytes.toString("hex") });
    } catch {
      unreadable += 1;
    }
  }
  if (mode === "change" && changed.length > 0) await writeBatch(tx, column, changed);
  return { rows: rows.length, former, unreadable, last: rows.length < column.batch ? null : (rows.at(-1)?.key ?? null) };
}

// The names come from the table of columns, and from nowhere else.
const nameOf = (text: string) => Prisma.raw(text);

const LOWEST = { uuid: "00000000-0000-0000-0000-000000000000", text: "" };

function readBatch(tx: Tx, column: SealedColumn, after: string, mode: ReencryptionMode): Promise<{ key: string; sealed: Uint8Array }[]> {
  const [key, type] = [nameOf(column.key), nameOf(column.keyType)];
  // Held until its new bytes are written: whoever changes a row meanwhile changes it before or after.
  const held = mode === "change" ? Prisma.sql`FOR UPDATE` : Prisma.empty;
  return tx.$queryRaw`
    SELECT ${key}::text AS key, ${nameOf(column.column)} AS sealed FROM ${nameOf(column.table)}
     WHERE ${key} > ${after || LOWEST[column.keyType]}::${type} AND ${nameOf(column.column)} IS NOT NULL
     ORDER BY ${key} LIMIT ${column.batch} ${held}`;
}

async function writeBatch(tx: Tx, column: SealedColumn, changed: { key: string; bytes: string }[]): Promise<void> {
  const [keys, bytes] = [changed.map((row) => row.key), changed.map((row) => row.bytes)];
  await tx.$executeRaw`
    UPDATE ${nameOf(column.table)} SET ${nameOf(column.column)} = decode(made.bytes, 'hex')
      FROM unnest(${keys}::text[], ${bytes}::text[]) AS made (made_key, bytes)
     WHERE ${nameOf(column.key)} = made.made_key::${nameOf(column.keyType)}`;
}

async function countAll(): Promise<number> {
  const counts = SEALED_COLUMNS.map(
    ({ table, column }) => Prisma.sql`(SELECT count(*) FROM ${nameOf(table)} WHERE ${nameOf(column)} IS NOT NULL)`,
  );
  const [row] = await db.$queryRaw<{ total: number }[]>`SELECT (${Prisma.join(counts, " + ")})::int AS total`;
  return row?.total ?? 0;
}

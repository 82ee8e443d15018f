import { randomUUID } from "node:crypto";
import { db } from "@/lib/db";
import { inPieces } from "@/lib/exports/pieces";
import { keepPiece, PIECE_BYTES } from "@/lib/exports/stored-file";
import type { DataExport } from "@/lib/generated/prisma/client";

/** How often a job that makes a file is tried. */
export const EXPORT_ATTEMPTS = 5;

/** How long a finished file can be downloaded, in milliseconds: a day. */
const READY_MS = 24 * 60 * 60 * 1000;

/** How long it may take to get on before it may be asked for anew, in milliseconds. */
export const PREPARING_MS = 60 * 60 * 1000;

/** Tells how far a file is: per cent, and how many entries of whatever it lists are written. */
export type Report = (progress: number, entries: number) => Promise<void>;

/**
 * Makes the file of one `DataExport`, a piece in memory at a time. Each run writes pieces of its own, and the run that
 * finishes is the one that counts: a job that is cut, or runs twice, leaves no half file that could be downloaded. Nothing
 * for one that is finished or gone. @throws what `contents` throws; after the last attempt the export has failed.
 */
export async function makeFile(
  exportId: string,
  attempt: number,
  contents: (row: DataExport, report: Report) => AsyncIterable<Uint8Array>,
): Promise<void> {
  const row = await db.dataExport.findUnique({ where: { id: exportId } });
  if (row?.status !== "preparing") return;
  try {
    await write(row, contents);
  } catch (error) {
    if (attempt >= EXPORT_ATTEMPTS) await giveUp(exportId);
    throw error;
  }
}

async function write(row: DataExport, contents: (row: DataExport, report: Report) => AsyncIterable<Uint8Array>): Promise<void> {
  const exportId = row.id;
  const run = randomUUID();
  let sequence = 0;
  let size = 0;
  let entries = 0;
  const report: Report = (progress, count) => {
    entries = count;
    return note(exportId, progress, count);
  };
  for await (const piece of inPieces(contents(row, report), PIECE_BYTES)) {
    await keepPiece({ exportId, run, sequence }, piece, row.packing);
    sequence += 1;
    size += piece.length;
  }
  const now = new Date();
  const finished = {
    status: "ready",
    progress: 100,
    run,
    size,
    entries,
    readyAt: now,
    expiresAt: new Date(now.getTime() + READY_MS),
  } as const;
  await db.$transaction(async (tx) => {
    await tx.dataExport.updateMany({ where: { id: exportId, status: "preparing" }, data: finished });
    const kept = await tx.dataExport.findUnique({ where: { id: exportId }, select: { run: true } });
    if (kept?.run) await tx.dataExportChunk.deleteMany({ where: { exportId, run: { not: kept.run } } });
  });
}

/** Only ever forward: a run that begins anew after a crash does not take the bar back. While it gets on it does not expire. */
async function note(exportId: string, progress: number, entries: number): Promise<void> {
  const expiresAt = new Date(Date.now() + PREPARING_MS);
  await db.dataExport.updateMany({
    where: { id: exportId, status: "preparing", progress: { lte: progress }, entries: { lte: entries } },
    data: { progress, entries, expiresAt },
  });
}

async function giveUp(exportId: string): Promise<void> {
  await db.$transaction([
    db.dataExport.updateMany({ where: { id: exportId, status: "preparing" }, data: { status: "failed" } }),
    db.dataExportChunk.deleteMany({ where: { exportId } }),
  ]);
}

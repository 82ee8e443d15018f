import { randomUUID } from "node:crypto";
import { inPieces, zipped } from "@/lib/accounts/data-export/archive";
import { contents } from "@/lib/accounts/data-export/contents";
import { countOwnEvents } from "@/lib/accounts/data-export/own-events";
import { keepPiece, PIECE_BYTES } from "@/lib/accounts/data-export/stored-archive";
import { db } from "@/lib/db";
import type { JobHandler } from "@/lib/queue/handler";

/** How often the job is tried. */
export const EXPORT_ATTEMPTS = 5;

/** How long a finished archive can be downloaded, in milliseconds: a day. */
const READY_MS = 24 * 60 * 60 * 1000;

/** After the small files, and before the archive is closed, in per cent. */
const FIRST = 10;
const LAST = 95;

/**
 * Makes the archive of one `DataExport`, a page of events and a piece of archive in memory at a time. Each run
 * writes pieces of its own, and the run that finishes is the one that counts: a job that is cut, or runs twice,
 * leaves no half archive that could be downloaded.
 */
export const makeDataExport: JobHandler<"accounts.data_export"> = async ({ exportId }, job) => {
  const row = await db.dataExport.findUnique({ where: { id: exportId }, select: { userId: true, status: true } });
  if (row?.status !== "preparing") return;
  try {
    await make(exportId, row.userId);
  } catch (error) {
    if (job.attempt >= EXPORT_ATTEMPTS) await giveUp(exportId);
    throw error;
  }
};

async function make(exportId: string, userId: string): Promise<void> {
  const run = randomUUID();
  const total = await countOwnEvents(userId);
  await report(exportId, FIRST);
  const files = contents(userId, (written) => report(exportId, FIRST + Math.floor(((LAST - FIRST) * written) / Math.max(total, written))));
  let sequence = 0;
  let size = 0;
  for await (const piece of inPieces(zipped(files), PIECE_BYTES)) {
    await keepPiece({ exportId, run, sequence }, piece);
    sequence += 1;
    size += piece.length;
  }
  const now = new Date();
  await db.$transaction(async (tx) => {
    await tx.dataExport.updateMany({
      where: { id: exportId, status: "preparing" },
      data: { status: "ready", progress: 100, run, size, readyAt: now, expiresAt: new Date(now.getTime() + READY_MS) },
    });
    const finished = await tx.dataExport.findUnique({ where: { id: exportId }, select: { run: true } });
    if (finished?.run) await tx.dataExportChunk.deleteMany({ where: { exportId, run: { not: finished.run } } });
  });
}

/** Only ever forward: a run that begins anew after a crash does not take the bar back. */
async function report(exportId: string, progress: number): Promise<void> {
  await db.dataExport.updateMany({ where: { id: exportId, status: "preparing", progress: { lt: progress } }, data: { progress } });
}

async function giveUp(exportId: string): Promise<void> {
  await db.$transaction([
    db.dataExport.updateMany({ where: { id: exportId, status: "preparing" }, data: { status: "failed" } }),
    db.dataExportChunk.deleteMany({ where: { exportId } }),
  ]);
}

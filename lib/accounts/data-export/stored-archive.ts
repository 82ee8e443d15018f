import { decryptBytes, encryptBytes } from "@/lib/crypto";
import { db } from "@/lib/db";

/** Bytes of one stored piece before encryption: what is in memory at once. */
export const PIECE_BYTES = 256 * 1024;

/** Which piece of which archive. */
export interface Place {
  exportId: string;
  run: string;
  sequence: number;
}

/** A piece opens only in the place it was made for, so that no other person's can be put there. */
const bound = ({ exportId, run, sequence }: Place): string => `${exportId}/${run}/${sequence}`;

/** Keeps one piece, encrypted. @throws when the export is gone. */
export async function keepPiece(place: Place, piece: Uint8Array): Promise<void> {
  await db.dataExportChunk.create({ data: { ...place, bytes: encryptBytes("export", piece, bound(place)) }, select: { sequence: true } });
}

/**
 * The bytes of an archive, read a piece at a time as they are asked for. Ends in an error, and so cuts the
 * download, where a piece is missing or was changed.
 */
export function archiveStream(exportId: string, run: string, size: number): ReadableStream<Uint8Array> {
  let sequence = 0;
  let sent = 0;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const place = { exportId, run, sequence };
        const row = await db.dataExportChunk.findUnique({ where: { exportId_run_sequence: place }, select: { bytes: true } });
        if (!row) throw new Error("A piece of an archive is missing");
        const piece = decryptBytes("export", row.bytes, bound(place));
        controller.enqueue(new Uint8Array(piece));
        sequence += 1;
        sent += piece.length;
        if (sent >= size) controller.close();
      },
    },
    { highWaterMark: 0 },
  );
}

import { promisify } from "node:util";
import { deflateRaw, inflateRaw } from "node:zlib";
import { decryptBytes, encryptBytes } from "@/lib/crypto";
import { db } from "@/lib/db";
import type { ExportPacking } from "@/lib/generated/prisma/client";

const deflate = promisify(deflateRaw);
const inflate = promisify(inflateRaw);

/** Bytes of one stored piece before it is packed: what is in memory at once. */
export const PIECE_BYTES = 256 * 1024;

/** Which piece of which file. */
interface Place {
  exportId: string;
  run: string;
  sequence: number;
}

/** A piece opens only in the place it was made for, so that no other person's can be put there. */
const bound = ({ exportId, run, sequence }: Place): string => `${exportId}/${run}/${sequence}`;

/** Keeps one piece, encrypted. @throws when the export is gone. */
export async function keepPiece(place: Place, piece: Uint8Array, packing: ExportPacking): Promise<void> {
  const packed = packing === "deflated" ? await deflate(piece) : piece;
  await db.dataExportChunk.create({ data: { ...place, bytes: encryptBytes("export", packed, bound(place)) }, select: { sequence: true } });
}

/** A finished file: what the row of its export says. */
export interface StoredFile {
  id: string;
  run: string;
  /** Bytes of the whole. */
  size: number;
  packing: ExportPacking;
}

/**
 * The bytes of a file, read a piece at a time as they are asked for. Ends in an error, and so cuts the download, where
 * a piece is missing or was changed.
 */
export function fileStream({ id, run, size, packing }: StoredFile): ReadableStream<Uint8Array> {
  let sequence = 0;
  let sent = 0;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (sent >= size) return controller.close();
        const place = { exportId: id, run, sequence };
        const row = await db.dataExportChunk.findUnique({ where: { exportId_run_sequence: place }, select: { bytes: true } });
        if (!row) throw new Error("A piece of a file is missing");
        const packed = decryptBytes("export", row.bytes, bound(place));
        const piece = packing === "deflated" ? await inflate(packed) : packed;
        controller.enqueue(new Uint8Array(piece));
        sequence += 1;
        sent += piece.length;
        if (sent >= size) controller.close();
      },
    },
    { highWaterMark: 0 },
  );
}

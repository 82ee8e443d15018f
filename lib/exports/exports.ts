import { db, type Tx } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { PREPARING_MS } from "@/lib/exports/make-file";
import { fileStream } from "@/lib/exports/stored-file";
import type { DataExport, ExportPacking } from "@/lib/generated/prisma/client";
import type { InputJsonValue } from "@/lib/generated/prisma/internal/prismaNamespace";

/** Whose copy of what: one at a time is made and kept of each. */
export interface ExportSlot {
  userId: string;
  /** `account`, or `audit:` and the id of an organization. */
  subject: string;
}

/** What is to be made. */
interface ExportOrder extends ExportSlot {
  /** `none`: only where there is none. `finished`: in place of one that is finished; one that is being made goes on. */
  replaces: "none" | "finished";
  packing: ExportPacking;
  organizationId?: string;
  /** What was asked for, for the job. */
  request?: InputJsonValue;
}

/** The export of a slot, also while it is made; null when there is none or its time is over. */
export async function findExport({ userId, subject }: ExportSlot): Promise<DataExport | null> {
  const row = await db.dataExport.findUnique({ where: { userId_subject: { userId, subject } } });
  return row && row.expiresAt > new Date() ? row : null;
}

/**
 * Begins an export in the caller's transaction, which queues its job. However many ask at once, one is made.
 * @returns the id of the new export; null where one stays that is there.
 */
export async function beginExport(tx: Tx, order: ExportOrder): Promise<string | null> {
  const { userId, subject, packing, replaces } = order;
  const now = new Date();
  const replaceable = [{ expiresAt: { lte: now } }, ...(replaces === "none" ? [] : [{ status: { not: "preparing" } } as const])];
  await tx.dataExport.deleteMany({ where: { userId, subject, OR: replaceable } });
  const [made] = await tx.dataExport.createManyAndReturn({
    data: [
      {
        ...{ userId, subject, packing, expiresAt: new Date(now.getTime() + PREPARING_MS) },
        ...(order.organizationId === undefined ? {} : { organizationId: order.organizationId }),
        ...(order.request === undefined ? {} : { request: order.request }),
      },
    ],
    skipDuplicates: true,
    select: { id: true },
  });
  return made?.id ?? null;
}

/** A finished export and its bytes. @throws AppError NOT_FOUND with `message` while there is none, and after its time. */
export async function openExport(
  slot: ExportSlot,
  message: string,
): Promise<{ row: DataExport; readyAt: Date; bytes: () => ReadableStream<Uint8Array> }> {
  const row = await findExport(slot);
  if (row?.status !== "ready" || row.run === null || row.size === null || row.readyAt === null) throw notFound(message);
  const file = { id: row.id, run: row.run, size: Number(row.size), packing: row.packing };
  return { row, readyAt: row.readyAt, bytes: () => fileStream(file) };
}

/** How far an export is, as it goes over the wire. */
export function exportState(row: DataExport | null) {
  const isReady = row?.status === "ready";
  return {
    status: row?.status ?? ("none" as const),
    progress: row?.progress ?? 0,
    requested_at: row?.requestedAt.toISOString() ?? null,
    ready_at: row?.readyAt?.toISOString() ?? null,
    expires_at: isReady ? row.expiresAt.toISOString() : null,
    size: isReady && row.size !== null ? Number(row.size) : null,
  };
}

import type { Actor } from "@/lib/access/actor";
import { requireUser } from "@/lib/access/authorize";
import { EXPORT_ATTEMPTS } from "@/lib/accounts/data-export/make";
import { archiveStream } from "@/lib/accounts/data-export/stored-archive";
import type { DataExportView } from "@/lib/accounts/privacy.schema";
import { tellOwner } from "@/lib/accounts/tell-owner";
import { audit } from "@/lib/audit/audit";
import { db } from "@/lib/db";
import { notFound, unauthenticated } from "@/lib/errors";
import type { DataExport } from "@/lib/generated/prisma/client";
import { limit } from "@/lib/limits/limit";
import { limitReads } from "@/lib/limits/reads";
import { enqueue } from "@/lib/queue/enqueue";

/** How long an archive may take to be made before it may be asked for anew, in milliseconds. */
const PREPARING_MS = 60 * 60 * 1000;

const DOWNLOAD_URL = "/api/v1/users/me/export/download";

/** How far the copy of the actor's data is; `none` when there is no copy and none is being made. Changes nothing. */
export async function findDataExport(actor: Actor): Promise<DataExportView> {
  const { userId } = requireUser(actor);
  const row = await db.dataExport.findUnique({ where: { userId } });
  return view(row && row.expiresAt > new Date() ? row : null);
}

/**
 * The same, and has a copy made where there is none: reading it is asking for it. A safe method may do so (RFC 9110 §9.2.1):
 * nothing of the account changes, and nobody is told until the copy leaves. @throws AppError RATE_LIMITED.
 */
export async function obtainDataExport(actor: Actor): Promise<DataExportView> {
  limitReads(requireUser(actor).userId);
  const found = await findDataExport(actor);
  return found.status === "none" ? start(actor, "if none") : found;
}

/**
 * Has a new copy of the actor's data made, in place of one that is finished; one that is being made goes on.
 * However many ask at once, one is made at a time.
 * @throws AppError RATE_LIMITED.
 */
export async function requestDataExport(actor: Actor): Promise<DataExportView> {
  const found = await findDataExport(actor);
  return found.status === "preparing" ? found : start(actor, "in place of a finished one");
}

async function start(actor: Actor, how: "if none" | "in place of a finished one"): Promise<DataExportView> {
  const { userId } = requireUser(actor);
  const spent = await limit("export.request", userId);
  const started = await db.$transaction(async (tx) => {
    // Erasing the account waits for this transaction, or is seen by it.
    const [owner] = await tx.$queryRaw<unknown[]>`SELECT 1 FROM users WHERE id = ${userId}::uuid FOR KEY SHARE`;
    if (!owner) throw unauthenticated();
    const now = new Date();
    const replaceable = [{ expiresAt: { lte: now } }, ...(how === "if none" ? [] : [{ status: { not: "preparing" } } as const])];
    await tx.dataExport.deleteMany({ where: { userId, OR: replaceable } });
    const made = await tx.dataExport.createManyAndReturn({
      data: [{ userId, expiresAt: new Date(now.getTime() + PREPARING_MS) }],
      skipDuplicates: true,
      select: { id: true },
    });
    for (const { id } of made) await enqueue(tx, "accounts.data_export", { exportId: id }, { maxAttempts: EXPORT_ATTEMPTS });
    return made.length > 0;
  });
  if (!started) await spent.refund();
  return findDataExport(actor);
}

export interface Archive {
  fileName: string;
  bytes: ReadableStream<Uint8Array>;
}

/**
 * The finished archive with the actor's data. That it left is written down, and its owner is told: who has stolen
 * a session could take everything with it.
 * @throws AppError NOT_FOUND while there is none, and after its time; RATE_LIMITED.
 */
export async function downloadDataExport(actor: Actor): Promise<Archive> {
  const user = requireUser(actor);
  const row = await db.dataExport.findUnique({ where: { userId: user.userId } });
  if (row?.status !== "ready" || row.run === null || row.size === null || row.readyAt === null || row.expiresAt <= new Date()) {
    throw notFound("There is no copy of your data to download. Ask for one first.");
  }
  await limit("export.download", user.userId);
  await db.$transaction(async (tx) => {
    await audit(tx, actor, { action: "data.exported", target: { type: "user", id: user.userId }, details: { export_id: row.id } });
    await tellOwner(tx, actor, "data_exported", { userId: user.userId, to: user.email });
  });
  const day = row.readyAt.toISOString().slice(0, 10);
  return { fileName: `portico-data-${day}.zip`, bytes: archiveStream(row.id, row.run, row.size) };
}

function view(row: DataExport | null): DataExportView {
  const isReady = row?.status === "ready";
  return {
    status: row?.status ?? "none",
    progress: row?.progress ?? 0,
    requested_at: row?.requestedAt.toISOString() ?? null,
    ready_at: row?.readyAt?.toISOString() ?? null,
    expires_at: isReady ? row.expiresAt.toISOString() : null,
    size: isReady ? row.size : null,
    download_url: isReady ? DOWNLOAD_URL : null,
  };
}

import type { Actor } from "@/lib/access/actor";
import { requireInPerson, requireUser } from "@/lib/access/authorize";
import { requireFreshProof } from "@/lib/access/fresh-proof";
import type { DataExportView } from "@/lib/accounts/privacy.schema";
import { tellOwner } from "@/lib/accounts/tell-owner";
import { audit } from "@/lib/audit/audit";
import { db } from "@/lib/db";
import { unauthenticated } from "@/lib/errors";
import { beginExport, exportState, findExport, openExport } from "@/lib/exports/exports";
import { EXPORT_ATTEMPTS } from "@/lib/exports/make-file";
import type { DataExport } from "@/lib/generated/prisma/client";
import { limit } from "@/lib/limits/limit";
import { limitReads } from "@/lib/limits/reads";
import { enqueue } from "@/lib/queue/enqueue";

const DOWNLOAD_URL = "/api/v1/users/me/export/download";

const slotOf = (userId: string) => ({ userId, subject: "account" });

/** How far the copy of the actor's data is; `none` when there is no copy and none is being made. Changes nothing. */
export async function findDataExport(actor: Actor): Promise<DataExportView> {
  const { userId } = requireUser(actor);
  return view(await findExport(slotOf(userId)));
}

/**
 * The same, and has a copy made where there is none: reading it is asking for it. A safe method may do so (RFC 9110 §9.2.1):
 * nothing of the account changes, and nobody is told until the copy leaves. @throws AppError STEP_UP_REQUIRED, RATE_LIMITED; FORBIDDEN for whoever acts as them.
 */
export async function obtainDataExport(actor: Actor): Promise<DataExportView> {
  limitReads(requireInPerson(actor, "data.export").userId);
  const found = await findDataExport(actor);
  return found.status === "none" ? start(actor, "if none") : found;
}

/**
 * Has a new copy of the actor's data made, in place of one that is finished; one that is being made goes on.
 * However many ask at once, one is made at a time.
 * @throws AppError STEP_UP_REQUIRED, RATE_LIMITED; FORBIDDEN for whoever acts as them.
 */
export async function requestDataExport(actor: Actor): Promise<DataExportView> {
  const found = await findDataExport(actor);
  return found.status === "preparing" ? found : start(actor, "in place of a finished one");
}

async function start(actor: Actor, how: "if none" | "in place of a finished one"): Promise<DataExportView> {
  const { userId } = requireInPerson(actor, "data.export");
  await requireFreshProof(actor);
  const spent = await limit("export.request", userId);
  const started = await db.$transaction(async (tx) => {
    // Erasing the account waits for this transaction, or is seen by it.
    const [owner] = await tx.$queryRaw<unknown[]>`SELECT 1 FROM users WHERE id = ${userId}::uuid FOR KEY SHARE`;
    if (!owner) throw unauthenticated();
    // An archive is packed already.
    const replaces = how === "if none" ? "none" : "finished";
    const exportId = await beginExport(tx, { ...slotOf(userId), packing: "stored", replaces });
    if (exportId) await enqueue(tx, "accounts.data_export", { exportId }, { maxAttempts: EXPORT_ATTEMPTS });
    return exportId !== null;
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
 * @throws AppError NOT_FOUND while there is none, and after its time; STEP_UP_REQUIRED, RATE_LIMITED; FORBIDDEN for whoever acts as them.
 */
export async function downloadDataExport(actor: Actor): Promise<Archive> {
  const user = requireInPerson(actor, "data.export");
  const { row, readyAt, bytes } = await openExport(slotOf(user.userId), "There is no copy of your data to download. Ask for one first.");
  await requireFreshProof(actor);
  await limit("export.download", user.userId);
  await db.$transaction(async (tx) => {
    await audit(tx, actor, { action: "data.exported", target: { type: "user", id: user.userId }, details: { export_id: row.id } });
    await tellOwner(tx, actor, "data_exported", { userId: user.userId, to: user.email });
  });
  return { fileName: `portico-data-${readyAt.toISOString().slice(0, 10)}.zip`, bytes: bytes() };
}

const view = (row: DataExport | null): DataExportView => ({
  ...exportState(row),
  download_url: row?.status === "ready" ? DOWNLOAD_URL : null,
});

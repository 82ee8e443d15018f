import { zipped } from "@/lib/accounts/data-export/archive";
import { contents } from "@/lib/accounts/data-export/contents";
import { countOwnEvents } from "@/lib/accounts/data-export/own-events";
import { makeFile, type Report } from "@/lib/exports/make-file";
import type { JobHandler } from "@/lib/queue/handler";

/** After the small files, and before the archive is closed, in per cent. */
const FIRST = 10;
const LAST = 95;

/** Makes the archive of one person's data, a page of events in memory at a time. */
export const makeDataExport: JobHandler<"accounts.data_export"> = ({ exportId }, job) =>
  makeFile(exportId, job.attempt, ({ userId }, report) => archiveOf(userId, report));

async function* archiveOf(userId: string, report: Report): AsyncGenerator<Uint8Array> {
  const total = await countOwnEvents(userId);
  await report(FIRST, 0);
  yield* zipped(contents(userId, (written) => report(FIRST + Math.floor(((LAST - FIRST) * written) / Math.max(total, written)), written)));
}

import { type FileHandle, open } from "node:fs/promises";
import type { Refusal } from "@/lib/accounts/import-row";
import { UsageError } from "@/lib/entry/cli/command";

/** The rows that made no account, as JSON Lines. */
export interface RefusalReport {
  add(refusals: Refusal[]): Promise<void>;
  close(): Promise<void>;
}

const NO_REPORT: RefusalReport = { add: async () => {}, close: async () => {} };

/**
 * Opens the report of an import, for its owner's eyes alone: it holds addresses. One that goes on behind line `after` keeps
 * what is about the lines before, and drops what a run that was killed wrote about later ones.
 */
export async function openReport(path: string | undefined, after: number): Promise<RefusalReport> {
  if (path === undefined) return NO_REPORT;
  const file = await open(path, after > 0 ? "a+" : "w+", 0o600).catch(() => {
    throw new UsageError(`${path} cannot be written.`);
  });
  await file.chmod(0o600);
  if (after > 0) await file.truncate(await lengthUpTo(file, after));
  return {
    add: async (refusals) => {
      if (refusals.length > 0) await file.appendFile(refusals.map((refusal) => `${JSON.stringify(refusal)}\n`).join(""));
    },
    close: () => file.close(),
  };
}

/** The bytes of the whole lines that are about the file's lines up to `last`. */
async function lengthUpTo(file: FileHandle, last: number): Promise<number> {
  let length = 0;
  for await (const text of file.readLines({ start: 0, autoClose: false, encoding: "utf8" })) {
    const line = /^\{"line":(\d+),/.exec(text)?.[1];
    if (line === undefined || Number(line) > last || !text.endsWith("}")) break;
    length += Buffer.byteLength(text) + 1;
  }
  return length;
}

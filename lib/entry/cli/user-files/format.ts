import { extname } from "node:path";
import { UsageError } from "@/lib/entry/cli/command";

/** How accounts stand in a file: one JSON object on each line, or a CSV (RFC 4180) with the names of the fields on top. */
export type FileFormat = "jsonl" | "csv";

const BY_EXTENSION: Readonly<Record<string, FileFormat>> = { ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv" };

/** The format that was typed, or else the one that the file's name tells. @throws UsageError when neither does. */
export function formatOf(path: string, typed: string | undefined): FileFormat {
  if (typed === "jsonl" || typed === "csv") return typed;
  if (typed !== undefined) throw new UsageError("--format is jsonl or csv.");
  const format = BY_EXTENSION[extname(path).toLowerCase()];
  if (!format) throw new UsageError("The file's name ends neither in .jsonl nor in .csv: say --format.");
  return format;
}

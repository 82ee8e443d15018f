import { createReadStream } from "node:fs";
import { CsvError, parse } from "csv-parse";
import { IMPORT_FIELDS } from "@/lib/accounts/user-import.schema";
import { UsageError } from "@/lib/entry/cli/command";
import type { FileFormat } from "@/lib/entry/cli/user-files/format";
import { assertStorable } from "@/lib/entry/storable-text";
import { AppError, invalidInput } from "@/lib/errors";
import { unmarkFormula } from "@/lib/spreadsheet-formula";

/** One row of a file as it stands there: a value, or why there is none. */
export interface SourceRow {
  /** The line on which it ends, from 1. */
  line: number;
  /** Bytes of the file up to about here. */
  bytes: number;
  content: { raw: unknown } | { reason: string };
}

/** The longest row, in bytes. It bounds what one row may take of the memory. */
const MOST_ROW_BYTES = 2 ** 20;

const NOT_UTF8 = { reason: "This row is not UTF-8." } as const;

/** The rows of a file, one after another; memory does not grow with the file. @throws UsageError, AppError VALIDATION_ERROR for a file that cannot be read on. */
export const readRows = (path: string, format: FileFormat): AsyncGenerator<SourceRow> =>
  format === "csv" ? readCsv(path) : readJsonLines(path);

async function* readJsonLines(path: string): AsyncGenerator<SourceRow> {
  let line = 0;
  let bytes = 0;
  for await (const text of readLines(path)) {
    line += 1;
    bytes += text.length + 1;
    const content = text.toString("utf8").replace(line === 1 ? /^\uFEFF/ : "", "");
    if (content.trim() !== "") yield { line, bytes, content: readJson(content) };
  }
}

function readJson(text: string): SourceRow["content"] {
  if (text.includes("\uFFFD")) return NOT_UTF8;
  try {
    const raw: unknown = JSON.parse(text);
    return storable(raw);
  } catch {
    return { reason: "This line is not JSON." };
  }
}

/** Cuts a file at its line feeds. */
async function* readLines(path: string): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  let line = 1;
  for await (const chunk of createReadStream(path)) {
    let left: Buffer = Buffer.concat([rest, chunk]);
    for (let end = left.indexOf(10); end >= 0; end = left.indexOf(10)) {
      yield left.subarray(0, end);
      left = left.subarray(end + 1);
      line += 1;
    }
    if (left.length > MOST_ROW_BYTES) throw broken(`Line ${line} is longer than a megabyte.`);
    rest = left;
  }
  if (rest.length > 0) yield rest;
}

async function* readCsv(path: string): AsyncGenerator<SourceRow> {
  const parser = parse({ bom: true, info: true, relax_column_count: true, skip_empty_lines: true, max_record_size: MOST_ROW_BYTES });
  const file = createReadStream(path);
  file.on("error", (error) => parser.destroy(error));
  file.pipe(parser);
  let header: string[] | null = null;
  try {
    for await (const { record, info } of parser) {
      const cells: string[] = record;
      if (header) yield { line: info.lines, bytes: info.bytes, content: readCells(header, cells) };
      else header = readHeader(cells);
    }
  } catch (error) {
    // Its own sentences may repeat what stands in the file.
    if (error instanceof CsvError) throw broken(`The CSV is broken at line ${parser.info.lines} (${error.code}).`);
    throw error;
  } finally {
    file.destroy();
  }
}

function readHeader(cells: string[]): string[] {
  const names = cells.map((cell) => cell.trim().toLowerCase());
  const unknown = names.filter((name) => !IMPORT_FIELDS.includes(name));
  if (unknown.length > 0)
    throw new UsageError(`There is no field "${unknown.join('", "').slice(0, 200)}"; there are ${IMPORT_FIELDS.join(", ")}.`);
  if (new Set(names).size < names.length) throw new UsageError("The first line names a field twice.");
  if (!names.includes("email")) throw new UsageError("The first line names no email.");
  return names;
}

function readCells(header: string[], cells: string[]): SourceRow["content"] {
  if (cells.length !== header.length) return { reason: `This row has ${cells.length} values instead of ${header.length}.` };
  if (cells.some((cell) => cell.includes("\uFFFD"))) return NOT_UTF8;
  return storable(Object.fromEntries(header.map((name, at) => [name, unmarkFormula(cells[at] ?? "")])));
}

function storable(raw: unknown): SourceRow["content"] {
  try {
    assertStorable(raw);
    return { raw };
  } catch (error) {
    if (error instanceof AppError) return { reason: "This row has a character that is no text, or nests too deeply." };
    throw error;
  }
}

const broken = (message: string): AppError => invalidInput({ file: [message] });

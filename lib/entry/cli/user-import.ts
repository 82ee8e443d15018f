import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import type { Actor } from "@/lib/access/actor";
import { type ImportRules, type Refusal, readImportRow } from "@/lib/accounts/import-row";
import { closeImport, type ImportBatch, type ImportProgress, importBatch, openImport, previewBatch } from "@/lib/accounts/user-import";
import { sha256 } from "@/lib/crypto";
import { type CliIo, type CommandResult, defineCommand, UsageError } from "@/lib/entry/cli/command";
import { ProgressBar } from "@/lib/entry/cli/progress";
import { type FileFormat, formatOf } from "@/lib/entry/cli/user-files/format";
import { openReport, type RefusalReport } from "@/lib/entry/cli/user-files/report";
import { readRows } from "@/lib/entry/cli/user-files/source";
import { type FirebaseParameters, parseFirebaseParameters } from "@/lib/passwords/firebase";

/** Rows in one transaction: short enough to hold nobody up, long enough that the round trips do not count. */
const BATCH_ROWS = 1_000;

/** Bytes of the file in one transaction, about: they bound the memory when rows are long. */
const BATCH_BYTES = 2 * 2 ** 20;

interface Job {
  actor: Actor;
  io: CliIo;
  file: string;
  bytes: number;
  format: FileFormat;
  rules: ImportRules;
  mode: "import" | "preview";
  report: string | undefined;
}

/** `portico user import` */
export const userImport = defineCommand({
  description: [
    "FILE holds JSON Lines (.jsonl) or a CSV (.csv); docs/import.md has its fields. An account that exists is left as it is.",
    "Interrupted and run again it goes on where it was. Exit code 1 when a row was refused, or when it was interrupted.",
  ],
  operands: ["FILE"],
  options: {
    format: { type: "string", description: "jsonl or csv, when the file's name does not tell." },
    "dry-run": { type: "boolean", description: "Look at every row and change nothing." },
    report: { type: "string", value: "FILE", description: "Write the rows that made no account there, as JSON Lines." },
    "allow-admin": { type: "boolean", description: "Take rows with the role admin." },
    firebase: { type: "string", value: "FILE", description: "The password hash parameters of the Firebase project the file comes from." },
  },
  async run({ values, operands, actor, io }) {
    const file = operands[0] ?? "";
    const found = await stat(file).catch(() => null);
    if (!found?.isFile()) throw new UsageError(`${file} is no file that can be read.`);
    if (values.report !== undefined && path.resolve(values.report) === path.resolve(file))
      throw new UsageError("The report would replace FILE.");
    const rules: ImportRules = {
      administrators: values["allow-admin"] ? "taken" : "refused",
      firebase: values.firebase === undefined ? null : await readFirebase(values.firebase),
    };
    const mode = values["dry-run"] ? "preview" : "import";
    const job: Job = { actor, io, file, bytes: found.size, format: formatOf(file, values.format), rules, mode, report: values.report };
    return mode === "preview" ? preview(job) : importFile(job);
  },
});

async function readFirebase(file: string): Promise<FirebaseParameters> {
  const text = await readFile(file, "utf8").catch(() => {
    throw new UsageError(`${file} cannot be read.`);
  });
  const parameters = parseFirebaseParameters(text);
  if (!parameters) throw new UsageError(`${file} lacks base64_signer_key, base64_salt_separator, rounds or mem_cost.`);
  return parameters;
}

async function importFile(job: Job): Promise<CommandResult> {
  const content = await digestOf(job.file);
  // With other rules the same rows may mean something else: that is another import.
  const identity = { file: content, id: sha256(JSON.stringify([content, job.format, job.rules])) };
  const start = await openImport(job.actor, identity);
  if (start.rows > 0) job.io.err(`Going on behind row ${start.rows}.`);
  const report = await openReport(job.report, start.line);
  const ended = await walk(job, start, report, (before, batch) =>
    importBatch(job.actor, identity, before, batch, (refusals) => report.add(refusals)),
  );
  if (ended.status === "complete") await closeImport(job.actor, identity);
  return answer(job, ended, start.rows);
}

async function preview(job: Job): Promise<CommandResult> {
  const start: ImportProgress = { rows: 0, line: 0, imported: 0, known: 0, refused: 0 };
  const report = await openReport(job.report, 0);
  const ended = await walk(job, start, report, async (before, batch) => {
    const [after, refusals] = await previewBatch(job.actor, before, batch);
    await report.add(refusals);
    return after;
  });
  return answer(job, ended, 0);
}

interface Ended {
  status: "complete" | "interrupted";
  progress: ImportProgress;
}

/** Takes the file's rows behind `start` in batches, until its end or until the operator interrupts. */
async function walk(
  job: Job,
  start: ImportProgress,
  report: RefusalReport,
  take: (before: ImportProgress, batch: ImportBatch) => Promise<ImportProgress>,
): Promise<Ended> {
  const interruption = job.io.interruption();
  const bar = new ProgressBar(job.io, "rows");
  let progress = start;
  let passed = 0;
  let batchBegan = 0;
  let batch: ImportBatch = { users: [], refusals: [], line: start.line };
  try {
    for await (const { line, bytes, content } of readRows(job.file, job.format)) {
      if (interruption.aborted) return { status: "interrupted", progress };
      passed += 1;
      if (passed <= start.rows) {
        batchBegan = bytes;
        continue;
      }
      const row = "raw" in content ? readImportRow(content.raw, job.rules) : { email: null, reason: content.reason };
      if ("user" in row) batch.users.push({ line, user: row.user });
      else batch.refusals.push(refusal(line, row));
      batch.line = line;
      if (batch.users.length + batch.refusals.length < BATCH_ROWS && bytes - batchBegan < BATCH_BYTES) continue;
      progress = await take(progress, batch);
      bar.show(bytes / job.bytes, progress.rows - start.rows, progress.rows);
      batch = { users: [], refusals: [], line };
      batchBegan = bytes;
    }
    if (batch.users.length + batch.refusals.length > 0) progress = await take(progress, batch);
    return { status: "complete", progress };
  } finally {
    bar.end();
    await report.close();
  }
}

const refusal = (line: number, { email, reason }: { email: string | null; reason: string }): Refusal => ({
  line,
  email,
  kind: "refused",
  reason,
});

function answer(job: Job, { status, progress }: Ended, resumedFrom: number): CommandResult {
  const { rows, imported, known, refused } = progress;
  const isPreview = job.mode === "preview";
  const did = isPreview ? "would be imported" : "imported";
  const lines = [`${imported} accounts ${did}, ${known} known and left as they are, ${refused} rows refused.`];
  if (status === "interrupted") lines.push(`Interrupted behind row ${rows}.${isPreview ? "" : " Run the same command again to go on."}`);
  else if (isPreview) lines.push("Nothing was changed.");
  const data = { status, dry_run: isPreview, resumed_from: resumedFrom, rows, imported, known, refused };
  return { data, lines, exitCode: status === "complete" && refused === 0 ? 0 : 1 };
}

/** SHA-256 of a file's content, hex. */
async function digestOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest("hex");
}

import { type FileHandle, open, rename, rm, stat } from "node:fs/promises";
import { countAccounts, type ExportedUser, exportUsers } from "@/lib/accounts/user-export";
import { IMPORT_FIELDS } from "@/lib/accounts/user-import.schema";
import { defineCommand, UsageError } from "@/lib/entry/cli/command";
import { ProgressBar } from "@/lib/entry/cli/progress";
import { type FileFormat, formatOf } from "@/lib/entry/cli/user-files/format";
import { markFormula } from "@/lib/spreadsheet-formula";

/** `portico user export` */
export const userExport = defineCommand({
  description: [
    "Every account, as `portico user import` reads it. FILE must not exist; only you can read it.",
    "Password hashes are left out unless asked for: whoever has them can try passwords without asking the portal.",
  ],
  operands: ["FILE"],
  options: {
    format: { type: "string", description: "jsonl or csv, when the file's name does not tell." },
    "with-password-hashes": { type: "boolean", description: "With the password hashes." },
  },
  async run({ values, operands, actor, io }) {
    const file = operands[0] ?? "";
    const format = formatOf(file, values.format);
    if (await stat(file).catch(() => null)) throw new UsageError(`${file} exists already.`);
    const hashes = values["with-password-hashes"] ? "with" : "without";
    const fields = IMPORT_FIELDS.filter((name) => name !== "password_salt" && (hashes === "with" || name !== "password_hash"));
    const total = await countAccounts(actor);
    const bar = new ProgressBar(io, "accounts");
    const interruption = io.interruption();
    let exported = 0;
    await writeWhole(file, async (draft) => {
      if (format === "csv") await draft.appendFile(`${fields.join(",")}\r\n`);
      for await (const page of exportUsers(actor, hashes)) {
        if (interruption.aborted) throw new Error("Interrupted; nothing was kept.");
        await draft.appendFile(page.map((user) => lineOf(user, format, fields)).join(""));
        exported += page.length;
        bar.show(exported / total, exported);
      }
    }).finally(() => bar.end());
    return { data: { file, exported, password_hashes: hashes === "with" }, lines: [`${exported} accounts exported to ${file}.`] };
  },
});

/** Writes a file that is there only when it is whole, and for its owner alone. */
async function writeWhole(file: string, write: (draft: FileHandle) => Promise<void>): Promise<void> {
  const name = `${file}.${process.pid}.part`;
  const draft = await open(name, "wx", 0o600).catch(() => {
    throw new UsageError(`${file} cannot be written.`);
  });
  try {
    await write(draft);
    await draft.sync();
    await draft.close();
    await rename(name, file);
  } catch (error) {
    await draft.close().catch(() => {});
    await rm(name, { force: true });
    throw error;
  }
}

function lineOf(user: ExportedUser, format: FileFormat, fields: readonly string[]): string {
  if (format === "jsonl") return `${JSON.stringify(user)}\n`;
  const values = new Map<string, unknown>(Object.entries(user));
  return `${fields.map((name) => cell(values.get(name))).join(",")}\r\n`;
}

/** RFC 4180 §2. People choose their names themselves: none is a formula in a spreadsheet. The import takes the mark off again. */
function cell(value: unknown): string {
  if (value === null || value === undefined) return "";
  const text = markFormula(typeof value === "string" ? value : typeof value === "object" ? JSON.stringify(value) : String(value));
  // Some spreadsheets cut at semicolons and tabs as well.
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

import { randomUUID } from "node:crypto";
import type { Actor } from "@/lib/access/actor";
import { cleanText } from "@/lib/audit/clean";
import { type CliIo, type CommandResult, UsageError } from "@/lib/entry/cli/command";
import { COMMANDS } from "@/lib/entry/cli/commands";
import { AppError } from "@/lib/errors";

/** 0: done. 1: it failed, or found something wrong. 2: the command line is wrong. */
export type ExitCode = 0 | 1 | 2;

const LONGEST_LINE = 4096;

type Entry = (typeof COMMANDS)[number];

function overview(group: string | undefined): string[] {
  const shown = COMMANDS.filter((entry) => group === undefined || entry.name.split(" ")[0] === group);
  const width = Math.max(...shown.map((entry) => entry.name.length));
  return [
    "portico COMMAND [OPTIONS]",
    "",
    ...shown.map((entry) => `  ${entry.name.padEnd(width)}  ${entry.summary}`),
    "",
    "Each command has --help and --json. Exit code: 0 done, 1 failed or found something wrong, 2 wrong usage.",
  ];
}

/** The command whose words the line begins with; two words win over one. */
function findEntry(argv: string[]): { entry: Entry; rest: string[] } | null {
  for (const words of [2, 1]) {
    const entry = COMMANDS.find((candidate) => candidate.name === argv.slice(0, words).join(" "));
    if (entry) return { entry, rest: argv.slice(words) };
  }
  return null;
}

const operator = (): Actor => ({ kind: "system", name: "cli", context: { requestId: randomUUID(), ip: null, userAgent: null } });

/** What an operator may read of an error: a sentence. Our own errors have one; others are told as they are. */
function describeError(error: unknown): { type: string; message: string; fields?: unknown } {
  if (error instanceof AppError) return { type: error.type, message: error.message, ...(error.fields ? { fields: error.fields } : {}) };
  const message = error instanceof Error ? error.message || error.name : String(error);
  // A refused connection comes from node without a message, from Prisma with several lines around it.
  const code: unknown = typeof error === "object" && error !== null ? Reflect.get(error, "code") : undefined;
  const isAway = code === "ECONNREFUSED" || /Can't reach database|ECONNREFUSED|timeout exceeded when trying to connect/.test(message);
  return { type: isAway ? "UNAVAILABLE" : "INTERNAL", message: isAway ? "The database cannot be reached. Is it running?" : message };
}

function report(result: CommandResult, isJson: boolean, io: CliIo): ExitCode {
  if (isJson) io.out(JSON.stringify(result.data, null, 2));
  // A name may hold anything; none of it may steer the terminal it is shown on.
  else for (const line of result.lines) io.out(cleanText(line, LONGEST_LINE));
  return result.exitCode ?? 0;
}

async function execute(entry: Entry, rest: string[], io: CliIo): Promise<ExitCode> {
  let isJson = rest.includes("--json");
  try {
    const command = await entry.load();
    const prepared = command.prepare(rest);
    if (prepared === "help") {
      for (const line of command.help(entry.name, entry.summary)) io.out(line);
      return 0;
    }
    isJson = prepared.isJson;
    return report(await prepared.run(operator(), io), isJson, io);
  } catch (error) {
    const isUsage = error instanceof UsageError;
    const told = isUsage ? { type: "USAGE", message: error.message } : describeError(error);
    if (isJson) io.out(JSON.stringify({ error: told }, null, 2));
    else {
      io.err(`portico ${entry.name}: ${told.message}`);
      if (isUsage) io.err(`Try: portico ${entry.name} --help`);
    }
    return isUsage ? 2 : 1;
  }
}

/** Runs one command line, without the name of the program, and returns its exit code. Never throws. */
export async function runCommandLine(argv: string[], io: CliIo): Promise<ExitCode> {
  const found = findEntry(argv);
  if (found) return execute(found.entry, found.rest, io);
  const words = argv.filter((argument) => !argument.startsWith("-"));
  const group = COMMANDS.some((entry) => entry.name.split(" ")[0] === words[0]) ? words[0] : undefined;
  const wantsHelp = argv.includes("--help") || argv.includes("-h") || words[0] === "help";
  const isKnown = group !== undefined || words.length === 0 || words[0] === "help";
  if (wantsHelp && isKnown) {
    for (const line of overview(group)) io.out(line);
    return 0;
  }
  io.err(words.length === 0 ? "Which command?" : `There is no command "${words.slice(0, 2).join(" ")}".`);
  io.err("");
  for (const line of overview(group)) io.err(line);
  return 2;
}

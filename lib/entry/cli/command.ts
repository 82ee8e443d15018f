import { parseArgs } from "node:util";
import type { Actor } from "@/lib/access/actor";

/** What a command line may say: `--name VALUE`, or `--name` for a boolean. */
export interface OptionSpec {
  type: "string" | "boolean";
  /** One line for the help. */
  description: string;
  /** How the help names the value; the option's name in capitals when absent. */
  value?: string;
  /** May be given several times. */
  multiple?: boolean;
}

type Values<O extends Record<string, OptionSpec>> = ReturnType<
  typeof parseArgs<{ options: O; allowPositionals: true; strict: true }>
>["values"];

/** How a command talks with the operator. */
export interface CliIo {
  out(line: string): void;
  err(line: string): void;
  /** Everything on standard input. */
  readInput(): Promise<string>;
  /** One line typed without echo; null when nobody sits at a terminal. */
  askSecret(prompt: string): Promise<string | null>;
  /** One line typed; null when nobody sits at a terminal. */
  ask(prompt: string): Promise<string | null>;
  /** Replaces the last line of the terminal, without an end of line; null where nobody watches. */
  redraw: ((line: string) => void) | null;
  /** Aborted once the operator asks the command to end. Until this is called, asking ends the process at once. */
  interruption(): AbortSignal;
}

export interface Call<O extends Record<string, OptionSpec>> {
  values: Values<O>;
  operands: string[];
  /** The operator, for the domain functions. */
  actor: Actor;
  io: CliIo;
}

export interface CommandResult {
  /** What `--json` prints. Keys are snake_case. */
  data: unknown;
  /** What is printed otherwise. */
  lines: string[];
  /** 1 when the command worked and found something wrong. */
  exitCode?: 0 | 1;
}

export interface CommandDefinition<O extends Record<string, OptionSpec>> {
  /** Lines of its help below the summary. */
  description?: string[];
  /** Names of what follows the command; in brackets when it may be absent. */
  operands?: string[];
  options: O;
  run(call: Call<O>): Promise<CommandResult>;
}

/** A command whose options were already read, ready to run. */
export interface PreparedCommand {
  isJson: boolean;
  run(actor: Actor, io: CliIo): Promise<CommandResult>;
}

export interface Command {
  /** The lines of its help; name and summary stand in the table of commands. */
  help(name: string, summary: string): string[];
  /** Reads the command line. @throws UsageError when it is wrong; "help" when help was asked for. */
  prepare(argv: string[]): PreparedCommand | "help";
}

/** The command line is wrong; exit code 2. */
export class UsageError extends Error {
  override name = "UsageError";
}

const COMMON = {
  json: { type: "boolean", description: "Print one JSON document instead of text." },
  help: { type: "boolean", description: "Show this help." },
} as const satisfies Record<string, OptionSpec>;

type Described = Omit<CommandDefinition<Record<string, OptionSpec>>, "run">;

function helpLines(name: string, summary: string, definition: Described): string[] {
  const operands = (definition.operands ?? []).join(" ");
  const specs: [string, OptionSpec][] = [...Object.entries(definition.options), ...Object.entries(COMMON)];
  const options = specs.map(([option, spec]): [string, string] => {
    const value = spec.type === "string" ? ` ${spec.value ?? option.toUpperCase()}` : "";
    return [`--${option}${value}`, spec.description];
  });
  const width = Math.max(...options.map(([flag]) => flag.length));
  return [
    `portico ${[name, operands, "[OPTIONS]"].filter(Boolean).join(" ")}`,
    "",
    summary,
    ...(definition.description ?? []),
    "",
    ...options.map(([flag, description]) => `  ${flag.padEnd(width)}  ${description}`),
  ];
}

function checkOperands(names: string[], given: string[]): void {
  const required = names.filter((name) => !name.startsWith("["));
  const missing = required[given.length];
  if (missing) throw new UsageError(`${missing} is missing.`);
  if (given.length > names.length) throw new UsageError(`"${given[names.length]}" is too much.`);
}

/** Makes a command from its definition; the types of its options follow from their specification. */
export function defineCommand<const O extends Record<string, OptionSpec>>(definition: CommandDefinition<O>): Command {
  return {
    help: (name, summary) => helpLines(name, summary, definition),
    prepare(argv) {
      // The options common to all commands are read apart, so that the command's own keep their exact types.
      const common = parseArgs({ args: argv, options: COMMON, allowPositionals: true, strict: false }).values;
      if (common.help === true) return "help";
      const args = argv.filter((argument) => argument !== "--json");
      let parsed: { values: Values<O>; positionals: string[] };
      try {
        parsed = parseArgs<{ args: string[]; options: O; allowPositionals: true; strict: true }>({
          args,
          options: definition.options,
          allowPositionals: true,
          strict: true,
        });
      } catch (error) {
        throw new UsageError(error instanceof Error ? error.message : "The command line is wrong.");
      }
      const { values, positionals } = parsed;
      checkOperands(definition.operands ?? [], positionals);
      return { isJson: common.json === true, run: (actor, io) => definition.run({ values, operands: positionals, actor, io }) };
    },
  };
}

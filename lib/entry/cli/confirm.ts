import { type CliIo, UsageError } from "@/lib/entry/cli/command";

/**
 * Goes on only when the operator says so: at a terminal by typing `yes`, elsewhere by --yes.
 * @param consequence what will happen, in a sentence.
 * @throws UsageError when they do not.
 */
export async function confirm(io: CliIo, consequence: string, yes: boolean | undefined): Promise<void> {
  if (yes) return;
  const typed = await io.ask(`${consequence}\nType yes to go on: `);
  if (typed === null) throw new UsageError("Nobody is at a terminal to confirm it: use --yes.");
  if (typed.trim().toLowerCase() !== "yes") throw new UsageError("Not confirmed; nothing was changed.");
}

/** The option of every command that asks. */
export const CONFIRM_OPTION = { type: "boolean", description: "Do not ask." } as const;

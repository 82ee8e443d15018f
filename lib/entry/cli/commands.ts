import type { Command } from "@/lib/entry/cli/command";

interface CommandEntry {
  /** As typed: "audit verify". */
  name: string;
  /** One sentence for the help. */
  summary: string;
  /** Loaded only when it is run, so that help and `doctor` work while the environment is wrong. */
  load(): Promise<Command>;
}

/** The log goes to standard output, which belongs to the command's own answer here. */
function quietly(load: () => Promise<Command>): () => Promise<Command> {
  return async () => {
    const { log } = await import("@/lib/log");
    log.level = "silent";
    return load();
  };
}

/** Every command there is. A new one is one entry here and one file beside. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: "audit head",
    summary: "Prints the newest seal of every chain, to be kept outside of the database.",
    load: quietly(async () => (await import("@/lib/entry/cli/audit-head")).auditHead),
  },
  {
    name: "audit seal",
    summary: "Seals the open audit rows now.",
    load: quietly(async () => (await import("@/lib/entry/cli/audit-seal")).auditSeal),
  },
  {
    name: "audit verify",
    summary: "Looks for changed, removed, added and reordered audit rows.",
    load: quietly(async () => (await import("@/lib/entry/cli/audit-verify")).auditVerify),
  },
];

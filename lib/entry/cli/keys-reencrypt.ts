import { defineCommand } from "@/lib/entry/cli/command";
import { ProgressBar } from "@/lib/entry/cli/progress";
import { reencrypt, sumOf } from "@/lib/entry/reencryption/reencrypt";
import { env } from "@/lib/env";

/** `portico keys reencrypt` */
export const keysReencrypt = defineCommand({
  description: [
    "Set the new ENCRYPTION_KEY and the former one as ENCRYPTION_KEY_PREVIOUS on every instance, start them, then run this.",
    "Both keys open everything meanwhile; interrupted and run again it goes on. Afterwards ENCRYPTION_KEY_PREVIOUS may go.",
    "Exit code 1 when it was interrupted, or when something opens under neither key.",
  ],
  options: { "dry-run": { type: "boolean", description: "Count what is under the former key, and change nothing." } },
  async run({ values, actor, io }) {
    const mode = values["dry-run"] ? "look" : "change";
    const bar = new ProgressBar(io, "rows");
    const { finished, columns } = await reencrypt(actor, {
      mode,
      signal: io.interruption(),
      onProgress: (done, total) => bar.show(total === 0 ? 1 : done / total, done),
    });
    bar.end();
    const [rows, former, unreadable] = [sumOf(columns, "rows"), sumOf(columns, "former"), sumOf(columns, "unreadable")];
    const data = { dry_run: mode === "look", finished, previous_key_set: env.ENCRYPTION_KEY_PREVIOUS !== undefined, columns };
    const lines = Object.entries(columns).map(
      ([name, counts]) => `${name}: ${counts.rows} looked at, ${counts.former} under the former key`,
    );
    if (!finished) return { data, lines: [...lines, "Interrupted. Run it again to go on."], exitCode: 1 };
    if (unreadable > 0) return { data, lines: [...lines, `${unreadable} of ${rows} open under no key that is set.`], exitCode: 1 };
    return { data, lines: [...lines, conclusion(mode, former)] };
  },
});

function conclusion(mode: "look" | "change", former: number): string {
  if (mode === "look")
    return former === 0 ? "Everything is under ENCRYPTION_KEY." : `${former} would be encrypted anew. Nothing was changed.`;
  return `Everything is under ENCRYPTION_KEY now (${former} encrypted anew). ENCRYPTION_KEY_PREVIOUS may go once no instance uses it as its key.`;
}

import { auditHeads } from "@/lib/audit/seal";
import { defineCommand } from "@/lib/entry/cli/command";
import { formatHead } from "@/lib/entry/cli/heads";

/** `portico audit head` */
export const auditHead = defineCommand({
  description: ["Keep the lines on another machine and give them to `portico audit verify --expect-file`."],
  options: {},
  async run({ io }) {
    const heads = await auditHeads();
    // Not among the lines: they go into a file.
    if (heads.length === 0) io.err("Nothing has been sealed yet.");
    return { data: { heads }, lines: heads.map(formatHead) };
  },
});

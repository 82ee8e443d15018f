import { sealAuditEvents } from "@/lib/audit/seal";
import { defineCommand } from "@/lib/entry/cli/command";
import { formatHead } from "@/lib/entry/cli/heads";

/** `portico audit seal` */
export const auditSeal = defineCommand({
  description: ["The running portal does this by itself every minute."],
  options: {},
  async run() {
    const { sealedEvents, heads } = await sealAuditEvents();
    return {
      data: { sealed_events: sealedEvents, heads },
      lines: [`${sealedEvents} ${sealedEvents === 1 ? "row" : "rows"} sealed.`, ...heads.map(formatHead)],
    };
  },
});

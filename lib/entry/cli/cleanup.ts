import { defineCommand } from "@/lib/entry/cli/command";
import { cleanUp } from "@/lib/entry/maintenance";

/** `portico cleanup` */
export const cleanup = defineCommand({
  description: [
    "Sessions, mailed proofs and messages of the built-in inbox that ended more than a week ago.",
    "The running portal does this by itself.",
  ],
  options: {},
  async run() {
    const counts = await cleanUp();
    const { sessions, one_time_tokens: proofs, inbox_messages: messages } = counts;
    return { data: counts, lines: [`Deleted ${sessions} sessions, ${proofs} mailed proofs and ${messages} inbox messages.`] };
  },
});

import { defineCommand } from "@/lib/entry/cli/command";
import { cleanUp } from "@/lib/entry/maintenance";

/** `portico cleanup` */
export const cleanup = defineCommand({
  description: [
    "Deletes sessions, mailed proofs and messages of the built-in inbox that ended more than a week ago, and expired data exports,",
    "and erases the accounts whose grace period is over.",
    "The running portal does this by itself.",
  ],
  options: {},
  async run() {
    const counts = await cleanUp();
    const { sessions, one_time_tokens: proofs, inbox_messages: messages } = counts;
    const { data_exports: copies, erased_accounts: accounts } = counts;
    return {
      data: counts,
      lines: [
        `Deleted ${sessions} sessions, ${proofs} mailed proofs and ${messages} inbox messages.`,
        `Deleted ${copies} data exports and erased ${accounts} accounts.`,
      ],
    };
  },
});

import { defineCommand } from "@/lib/entry/cli/command";
import { cleanUp } from "@/lib/entry/maintenance";

/** `portico cleanup` */
export const cleanup = defineCommand({
  description: [
    "Deletes sessions, mailed proofs and messages of the built-in inbox that ended more than a week ago, and expired files,",
    "removes audit rows whose time is over, and erases the accounts whose grace period is.",
    "The running portal does this by itself.",
  ],
  options: {},
  async run() {
    const counts = await cleanUp();
    const { sessions, one_time_tokens: proofs, inbox_messages: messages } = counts;
    const { data_exports: copies, audit_events: events, erased_accounts: accounts } = counts;
    return {
      data: counts,
      lines: [
        `Deleted ${sessions} sessions, ${proofs} mailed proofs and ${messages} inbox messages.`,
        `Deleted ${copies} data exports and ${events} audit rows whose time was over, and erased ${accounts} accounts.`,
      ],
    };
  },
});

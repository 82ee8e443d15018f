import { listAccounts } from "@/lib/accounts/administration";
import { listAccountsContract } from "@/lib/accounts/administration.schema";
import { defineCommand, UsageError } from "@/lib/entry/cli/command";
import { parseTyped } from "@/lib/entry/cli/input";
import { nextPageLines, tableLines } from "@/lib/entry/cli/table";

const ROLES = ["admin", "user", "guest"] as const;
const STATUSES = ["active", "disabled"] as const;

/** The one of `choices` that was typed; undefined when nothing was. */
function oneOf<const T extends string>(name: string, choices: readonly T[], typed: string | undefined): T | undefined {
  if (typed === undefined) return undefined;
  const found = choices.find((choice) => choice === typed);
  if (!found) throw new UsageError(`--${name} is one of ${choices.join(", ")}.`);
  return found;
}

/** `portico user list` */
export const userList = defineCommand({
  description: ["The newest account first."],
  options: {
    search: { type: "string", value: "TEXT", description: "Part of an address, username or name." },
    role: { type: "string", description: "Only admin, user or guest." },
    status: { type: "string", description: "Only active or disabled." },
    limit: { type: "string", value: "N", description: "Accounts on a page, 1 to 100; 50 when absent." },
    cursor: { type: "string", description: "Where the page before ended." },
  },
  async run({ values, actor }) {
    const input = parseTyped(listAccountsContract.input, {
      ...values,
      role: oneOf("role", ROLES, values.role),
      status: oneOf("status", STATUSES, values.status),
    });
    const page = await listAccounts(actor, input);
    const rows = page.items.map((account) => [
      account.id,
      account.email,
      account.username,
      account.full_name,
      account.role,
      account.is_active ? "active" : "disabled",
      account.last_sign_in_at,
    ]);
    const lines = tableLines(["ID", "EMAIL", "USERNAME", "NAME", "ROLE", "STATUS", "LAST SIGN-IN"], rows);
    return { data: page, lines: [...lines, ...nextPageLines(page.next_cursor)] };
  },
});

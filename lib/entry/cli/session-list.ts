import { findAccount } from "@/lib/accounts/administration";
import { findAccountContract } from "@/lib/accounts/administration.schema";
import { defineCommand } from "@/lib/entry/cli/command";
import { parseTyped } from "@/lib/entry/cli/input";
import { nextPageLines, tableLines } from "@/lib/entry/cli/table";
import { listUserSessions } from "@/lib/sessions/administration";
import { listUserSessionsContract } from "@/lib/sessions/administration.schema";

/** `portico session list` */
export const sessionList = defineCommand({
  description: ["USER is an id, an e-mail address or a username. The newest session first."],
  operands: ["USER"],
  options: {
    limit: { type: "string", value: "N", description: "Sessions on a page, 1 to 100; 50 when absent." },
    cursor: { type: "string", description: "Where the page before ended." },
  },
  async run({ values, operands, actor }) {
    const { id } = await findAccount(actor, parseTyped(findAccountContract.input, { user: operands[0] ?? "" }));
    const page = await listUserSessions(actor, parseTyped(listUserSessionsContract.input, { user_id: id, ...values }));
    const rows = page.items.map((session) => [session.id, session.device, session.ip, session.last_seen_at, session.expires_at]);
    const lines = tableLines(["ID", "DEVICE", "IP", "LAST SEEN", "EXPIRES"], rows);
    return { data: page, lines: [...lines, ...nextPageLines(page.next_cursor)] };
  },
});

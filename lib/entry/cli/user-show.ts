import { findAccount } from "@/lib/accounts/administration";
import { findAccountContract } from "@/lib/accounts/administration.schema";
import { defineCommand } from "@/lib/entry/cli/command";
import { parseTyped } from "@/lib/entry/cli/input";

const FACTS = [
  ["id", "Id"],
  ["email", "E-mail"],
  ["email_verified", "Verified"],
  ["username", "Username"],
  ["full_name", "Name"],
  ["role", "Role"],
  ["is_active", "Active"],
  ["has_password", "Password"],
  ["password_changed_at", "Password changed"],
  ["created_at", "Created"],
  ["last_sign_in_at", "Last sign-in"],
  ["deactivated_at", "Disabled"],
  ["erase_after", "Erased after"],
  ["sessions", "Sessions"],
] as const;

const shown = (value: string | number | boolean | null) => (value === null ? "-" : value === true ? "yes" : value === false ? "no" : value);

/** `portico user show` */
export const userShow = defineCommand({
  description: ["USER is an id, an e-mail address or a username."],
  operands: ["USER"],
  options: {},
  async run({ operands, actor }) {
    const account = await findAccount(actor, parseTyped(findAccountContract.input, { user: operands[0] ?? "" }));
    return { data: account, lines: FACTS.map(([key, label]) => `${label.padEnd(17)} ${shown(account[key])}`) };
  },
});

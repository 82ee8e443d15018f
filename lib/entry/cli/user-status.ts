import { disableAccount, enableAccount, findAccount } from "@/lib/accounts/administration";
import { findAccountContract } from "@/lib/accounts/administration.schema";
import { defineCommand } from "@/lib/entry/cli/command";
import { parseTyped } from "@/lib/entry/cli/input";
import { resetFactors } from "@/lib/factors/removal";

const OPERANDS = ["USER"];
const WHO = "USER is an id, an e-mail address or a username.";

/** `portico user disable` */
export const userDisable = defineCommand({
  description: [WHO, "Every session of the account ends at once, and its owner is told by mail."],
  operands: OPERANDS,
  options: {},
  async run({ operands, actor }) {
    const { id, email } = await findAccount(actor, parseTyped(findAccountContract.input, { user: operands[0] ?? "" }));
    const result = await disableAccount(actor, { id });
    return { data: result, lines: [result.changed ? `${email} is disabled and signed out.` : `${email} was disabled already.`] };
  },
});

/** `portico user enable` */
export const userEnable = defineCommand({
  description: [WHO],
  operands: OPERANDS,
  options: {},
  async run({ operands, actor }) {
    const { id, email } = await findAccount(actor, parseTyped(findAccountContract.input, { user: operands[0] ?? "" }));
    const result = await enableAccount(actor, { id });
    return { data: result, lines: [result.changed ? `${email} can sign in again.` : `${email} was active already.`] };
  },
});

/** `portico user reset-factors` */
export const userResetFactors = defineCommand({
  description: [
    WHO,
    "For somebody who lost their authenticator app and their recovery codes: make sure that it is them. Every session of the account ends, and its owner is told by mail.",
  ],
  operands: OPERANDS,
  options: {},
  async run({ operands, actor }) {
    const { id, email } = await findAccount(actor, parseTyped(findAccountContract.input, { user: operands[0] ?? "" }));
    const result = await resetFactors(actor, id);
    return { data: result, lines: [result.removed > 0 ? `${email} signs in with the password alone.` : `${email} had no second factor.`] };
  },
});

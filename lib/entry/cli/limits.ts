import { resetLimits, showLimits } from "@/lib/accounts/limits";
import { resetLimitsContract, showLimitsContract } from "@/lib/accounts/limits.schema";
import { defineCommand } from "@/lib/entry/cli/command";
import { parseTyped } from "@/lib/entry/cli/input";
import { tableLines } from "@/lib/entry/cli/table";

const OPERANDS = ["WHOSE"];
const WHO = "WHOSE is an id, an e-mail address, a username, or the IP address that attempts come from.";

/** `portico limits show` */
export const limitsShow = defineCommand({
  description: [WHO],
  operands: OPERANDS,
  options: {},
  async run({ operands, actor }) {
    const result = await showLimits(actor, parseTyped(showLimitsContract.input, { whose: operands[0] ?? "" }));
    if (result.items.length === 0) return { data: result, lines: ["Nothing is counted for them at the moment."] };
    const rows = result.items.map((item) => [
      item.name,
      item.key,
      `${item.spent} of ${item.points} in ${item.window_seconds} s`,
      `${item.seconds_left} s`,
      item.is_held_back ? `held back for ${item.wait_seconds} s` : null,
    ]);
    return { data: result, lines: tableLines(["LIMIT", "COUNTED FOR", "SPENT", "ENDS IN", ""], rows) };
  },
});

/** `portico limits reset` */
export const limitsReset = defineCommand({
  description: [WHO, "A running portal notices within five seconds."],
  operands: OPERANDS,
  options: {},
  async run({ operands, actor }) {
    const result = await resetLimits(actor, parseTyped(resetLimitsContract.input, { whose: operands[0] ?? "" }));
    return { data: result, lines: [result.reset === 0 ? "Nothing was counted for them." : "They may try again at once."] };
  },
});

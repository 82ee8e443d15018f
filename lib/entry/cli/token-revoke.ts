import { defineCommand } from "@/lib/entry/cli/command";
import { parseTyped } from "@/lib/entry/cli/input";
import { revokeToken } from "@/lib/tokens/revocation";
import { revokeTokenContract } from "@/lib/tokens/tokens.schema";

/** `portico token revoke` */
export const tokenRevoke = defineCommand({
  description: ["Ends a token at once: an access token (whole, or its jti) by itself, a refresh token with its whole session."],
  operands: ["TOKEN"],
  options: {},
  async run({ operands, actor }) {
    const result = await revokeToken(actor, parseTyped(revokeTokenContract.input, { token: operands[0] ?? "" }));
    const line = result.kind === "access" ? "The access token is dead." : "The refresh token is dead, and so is its session.";
    return { data: result, lines: [line] };
  },
});

import { findAccount } from "@/lib/accounts/administration";
import { findAccountContract } from "@/lib/accounts/administration.schema";
import { defineCommand, UsageError } from "@/lib/entry/cli/command";
import { parseTyped } from "@/lib/entry/cli/input";
import { revokeAnySession, revokeUserSessions } from "@/lib/sessions/administration";
import { revokeAnySessionContract } from "@/lib/sessions/administration.schema";

/** `portico session revoke` */
export const sessionRevoke = defineCommand({
  description: ["Ends one session, or with --user all of somebody's. It is dead on every instance within a second."],
  operands: ["[SESSION]"],
  options: { user: { type: "string", description: "An id, an e-mail address or a username." } },
  async run({ values, operands, actor }) {
    const [session] = operands;
    if ((session === undefined) === (values.user === undefined)) throw new UsageError("Give a SESSION or a --user, one of the two.");
    if (session !== undefined) {
      const result = await revokeAnySession(actor, parseTyped(revokeAnySessionContract.input, { id: session }));
      return { data: result, lines: ["The session has ended."] };
    }
    const { id, email } = await findAccount(actor, parseTyped(findAccountContract.input, { user: values.user ?? "" }));
    const result = await revokeUserSessions(actor, { user_id: id });
    return { data: result, lines: [`${email} is signed out everywhere: ${result.revoked} sessions ended.`] };
  },
});

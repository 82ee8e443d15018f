import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { authorizeAct } from "@/lib/access/authorize";
import { assertSomebodyElse, disableAccount, enableAccount } from "@/lib/accounts/administration";
import type { AccountAct, changeManyAccountsContract } from "@/lib/accounts/administration.schema";
import { forcePasswordReset } from "@/lib/accounts/user-administration";
import { AppError } from "@/lib/errors";
import { revokeUserSessions } from "@/lib/sessions/administration";

type Result = z.input<typeof changeManyAccountsContract.output>["results"][number];

/** Does an act to one account; false when it was so before. */
const ACTS: Record<AccountAct, (actor: Actor, id: string) => Promise<boolean>> = {
  deactivate: async (actor, id) => (await disableAccount(actor, { id })).changed,
  activate: async (actor, id) => (await enableAccount(actor, { id })).changed,
  revoke_sessions: async (actor, id) => {
    assertSomebodyElse(actor, id);
    return (await revokeUserSessions(actor, { user_id: id })).revoked > 0;
  },
  force_password_reset: async (actor, id) => {
    await forcePasswordReset(actor, { id });
    return true;
  },
};

/**
 * Does the same to several accounts, one after the other, each in a transaction of its own: what is refused for one, such as
 * for the last administrator, holds up no other, and is said beside it. @throws AppError FORBIDDEN.
 */
export async function changeManyAccounts(
  actor: Actor,
  { act, ids }: z.output<typeof changeManyAccountsContract.input>,
): Promise<z.input<typeof changeManyAccountsContract.output>> {
  await authorizeAct(actor, "platform.users.manage");
  const results: Result[] = [];
  for (const id of new Set(ids)) results.push(await attempt(actor, act, id));
  return { results };
}

async function attempt(actor: Actor, act: AccountAct, id: string): Promise<Result> {
  try {
    return { id, status: (await ACTS[act](actor, id)) ? "done" : "unchanged", reason: null };
  } catch (error) {
    if (error instanceof AppError && error.status < 500) return { id, status: "refused", reason: error.message };
    throw error;
  }
}

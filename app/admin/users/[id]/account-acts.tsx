"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { activateUserAction, deactivateUserAction, forcePasswordResetAction, revokeUserSessionsAction } from "@/app/admin/users/actions";
import { ACTS } from "@/app/admin/users/acts";
import { attempt } from "@/components/form/failure";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";
import type { AccountAct, AccountView } from "@/lib/accounts/administration.schema";

const ACTIONS = {
  deactivate: deactivateUserAction,
  activate: activateUserAction,
  revoke_sessions: revokeUserSessionsAction,
  force_password_reset: forcePasswordResetAction,
} as const;

/** What can be done about one account, each after asking. A refusal, such as for the last administrator, is said in the question. */
export function AccountActs({ account }: { account: AccountView }) {
  const router = useRouter();
  const [asked, setAsked] = useState<AccountAct | null>(null);
  const name = account.full_name ?? account.email;
  const names: AccountAct[] = ["revoke_sessions", "force_password_reset", account.is_active ? "deactivate" : "activate"];
  return (
    <>
      {names.map((act) => (
        <Button key={act} variant={act === "deactivate" ? "danger-outline" : "secondary"} size="sm" onClick={() => setAsked(act)}>
          {ACTS[act].label}
        </Button>
      ))}
      {asked && (
        <ConfirmDialog
          open
          onOpenChange={(open) => !open && setAsked(null)}
          title={`${ACTS[asked].label}: ${name}?`}
          description={ACTS[asked].description}
          confirm={ACTS[asked].confirm}
          tone={ACTS[asked].tone}
          onConfirm={async () => {
            const result = await attempt<unknown>(() => ACTIONS[asked]({ id: account.id }));
            if ("reason" in result) return result.reason;
            toast(`${name} ${ACTS[asked].done}`);
            router.refresh();
            return undefined;
          }}
        />
      )}
    </>
  );
}

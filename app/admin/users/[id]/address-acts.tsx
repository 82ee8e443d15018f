"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { resendUserVerificationAction, verifyUserAction } from "@/app/admin/users/actions";
import { attempt } from "@/components/form/failure";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";

/** What can be done about an address that nobody has proven: mail again, or vouch for it. */
export function AddressActs({ id, email }: { id: string; email: string }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [pending, startTransition] = useTransition();
  return (
    <>
      <Button
        variant="secondary"
        size="sm"
        pending={pending}
        onClick={() =>
          startTransition(async () => {
            const result = await attempt(() => resendUserVerificationAction({ id }));
            if ("reason" in result) toast(result.reason, "danger");
            else toast(`A mail is on its way to ${email}.`);
          })
        }
      >
        Mail again
      </Button>
      <Button variant="secondary" size="sm" onClick={() => setOpen(true)}>
        Confirm the address
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title={`Is ${email} theirs?`}
        description="Vouch for it only when you know: whoever registered this account gets in with the password that they chose."
        confirm="Confirm the address"
        tone="plain"
        onConfirm={async () => {
          const result = await attempt(() => verifyUserAction({ id }));
          if ("reason" in result) return result.reason;
          toast(`${email} is confirmed.`);
          router.refresh();
          return undefined;
        }}
      />
    </>
  );
}

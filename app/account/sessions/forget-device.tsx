"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { forgetDeviceAction, forgetOtherDevicesAction } from "@/app/account/sessions/device-actions";
import { attempt } from "@/components/form/failure";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";

/** Forgets one device after asking. */
export function ForgetDeviceButton({ id, name, isCurrent }: { id: string; name: string; isCurrent: boolean }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="ghost" size="sm" aria-label={`Forget ${name}`} onClick={() => setOpen(true)}>
        Forget
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title={`Forget ${name}?`}
        description={
          isCurrent
            ? "You stay signed in here. The next sign-in from here is one from a new device."
            : "It is signed out at once and no longer trusted. The next sign-in from it is one from a new device."
        }
        confirm="Forget"
        onConfirm={async () => {
          const result = await attempt(() => forgetDeviceAction({ id }));
          if ("reason" in result) return result.reason;
          toast(`${name} is forgotten.`);
          router.refresh();
          return undefined;
        }}
      />
    </>
  );
}

/** Forgets every device but this one, after asking. */
export function ForgetOthersButton({ count }: { count: number }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="secondary" size="sm" onClick={() => setOpen(true)}>
        Forget all others
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title="Forget all other devices?"
        description={`${count} devices are signed out at once and no longer trusted.`}
        confirm="Forget all others"
        onConfirm={async () => {
          const result = await attempt(() => forgetOtherDevicesAction({}));
          if ("reason" in result) return result.reason;
          toast("All other devices are forgotten.");
          router.refresh();
          return undefined;
        }}
      />
    </>
  );
}

"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { revokeOtherSessionsAction } from "@/app/account/sessions/actions";
import { attempt } from "@/components/form/failure";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";

/** Ends every session but this one, after asking. */
export function EndOthersButton({ count }: { count: number }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="danger-outline" onClick={() => setOpen(true)}>
        End all others
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title="End all other sessions?"
        description={`You stay signed in here and are signed out in ${count} other ${count === 1 ? "place" : "places"} at once.`}
        confirm="End all others"
        onConfirm={async () => {
          const result = await attempt(() => revokeOtherSessionsAction({}));
          if ("reason" in result) return result.reason;
          toast("You are signed out everywhere else.");
          router.refresh();
          return undefined;
        }}
      />
    </>
  );
}

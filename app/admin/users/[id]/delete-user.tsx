"use client";

import { useState } from "react";
import { deleteUserAction } from "@/app/admin/users/actions";
import { attempt } from "@/components/form/failure";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";

/** Asks for the address to be typed. */
export function DeleteUser({ id, email }: { id: string; email: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="danger-outline" onClick={() => setOpen(true)}>
        Delete account
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title="Delete this account?"
        description="It is erased at once, without a grace period, and nobody can bring it back. What the audit log says stays."
        confirm="Delete account"
        phrase={email}
        onConfirm={async () => {
          const result = await attempt(() => deleteUserAction({ id }));
          if ("reason" in result) return result.reason;
          // A fresh document: nothing drawn of it stays in memory.
          location.assign("/admin/users");
          return undefined;
        }}
      />
    </>
  );
}

"use client";

import { useState } from "react";
import { leaveOrganizationAction } from "@/app/orgs/[slug]/actions";
import { attempt } from "@/components/form/failure";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";

/** Ends one's own membership, after asking. */
export function LeaveButton({ id, name }: { id: string; name: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="danger-outline" onClick={() => setOpen(true)}>
        Leave
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title={`Leave ${name}?`}
        description="You lose every role here at once. To come back you need a new invitation."
        confirm="Leave"
        onConfirm={async () => {
          const result = await attempt(() => leaveOrganizationAction({ organization_id: id }));
          if ("reason" in result) return result.reason;
          // A fresh document: nothing drawn for members stays in memory.
          location.assign("/orgs");
          return undefined;
        }}
      />
    </>
  );
}

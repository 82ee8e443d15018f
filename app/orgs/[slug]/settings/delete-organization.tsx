"use client";

import { useState } from "react";
import { deleteOrganizationAction } from "@/app/orgs/[slug]/settings/actions";
import { attempt } from "@/components/form/failure";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";

/** Asks for the short name to be typed. */
export function DeleteOrganization({ id, name, slug }: { id: string; name: string; slug: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="danger-outline" onClick={() => setOpen(true)}>
        Delete organization
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title={`Delete ${name}?`}
        description="Nobody gets in any more. For 30 days an owner can restore it."
        confirm="Delete organization"
        phrase={slug}
        onConfirm={async () => {
          const result = await attempt(() => deleteOrganizationAction({ organization_id: id, confirmation: slug }));
          if ("reason" in result) return result.reason;
          // A fresh document: nothing drawn of it stays in memory.
          location.assign("/orgs");
          return undefined;
        }}
      />
    </>
  );
}

"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { deleteRoleAction } from "@/app/orgs/[slug]/roles/actions";
import { attempt } from "@/components/form/failure";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";

/** Deletes a role that nobody has; who has it is said in the question. */
export function DeleteRoleButton({ organizationId, id, name }: { organizationId: string; id: string; name: string }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="danger-outline" size="sm" aria-label={`Delete ${name}`} onClick={() => setOpen(true)}>
        Delete
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title={`Delete ${name}?`}
        description="Only a role that nobody has and nobody is offered can be deleted. It cannot be brought back."
        confirm="Delete role"
        onConfirm={async () => {
          const result = await attempt(() => deleteRoleAction({ organization_id: organizationId, role_id: id }));
          if ("reason" in result) return result.reason;
          toast(`${name} is deleted.`);
          router.refresh();
          return undefined;
        }}
      />
    </>
  );
}

"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { deleteAnyOrganizationAction, restoreAnyOrganizationAction } from "@/app/admin/organizations/actions";
import { attempt } from "@/components/form/failure";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";

interface EndOrganizationProps {
  id: string;
  name: string;
  slug: string;
  state: "live" | "deleted";
}

/** Deletes a live organization or restores a deleted one; both ask for the short name to be typed. */
export function EndOrganization({ id, name, slug, state }: EndOrganizationProps) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const act =
    state === "live"
      ? {
          verb: "Delete organization",
          title: `Delete ${name}?`,
          description: "Nobody gets in any more. For 30 days it can be restored.",
          done: `${name} is deleted.`,
          call: () => deleteAnyOrganizationAction({ organization_id: id, confirmation: slug }),
        }
      : {
          verb: "Restore organization",
          title: `Restore ${name}?`,
          description: "Everybody who belonged to it gets in again, with everything that was in it.",
          done: `${name} is restored.`,
          call: () => restoreAnyOrganizationAction({ organization_id: id }),
        };
  return (
    <>
      <Button variant={state === "live" ? "danger-outline" : "secondary"} onClick={() => setOpen(true)}>
        {act.verb}
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title={act.title}
        description={act.description}
        confirm={act.verb}
        phrase={slug}
        tone={state === "live" ? "danger" : "plain"}
        onConfirm={async () => {
          const result = await attempt<unknown>(act.call);
          if ("reason" in result) return result.reason;
          toast(act.done);
          router.refresh();
          return undefined;
        }}
      />
    </>
  );
}

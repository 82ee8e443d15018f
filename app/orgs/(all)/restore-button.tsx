"use client";

import { useTransition } from "react";
import { restoreOrganizationAction } from "@/app/orgs/actions";
import { attempt } from "@/components/form/failure";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";

/** Brings a deleted organization back. */
export function RestoreButton({ id, name, slug }: { id: string; name: string; slug: string }) {
  const [pending, startTransition] = useTransition();
  return (
    <Button
      variant="secondary"
      size="sm"
      pending={pending}
      aria-label={`Restore ${name}`}
      onClick={() =>
        startTransition(async () => {
          const result = await attempt(() => restoreOrganizationAction({ organization_id: id }));
          if ("reason" in result) return toast(result.reason, "danger");
          // A fresh document: the switcher in the header has it again.
          location.assign(`/orgs/${slug}`);
        })
      }
    >
      Restore
    </Button>
  );
}

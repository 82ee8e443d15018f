"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { deleteUnitAction } from "@/app/orgs/[slug]/units/actions";
import { UnitForm } from "@/app/orgs/[slug]/units/unit-dialog";
import { attempt } from "@/components/form/failure";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import type { UnitView } from "@/lib/organizations/units.schema";

/** Renaming and moving a unit, and deleting one that is empty. */
export function UnitActs({ organizationId, unit, units }: { organizationId: string; unit: UnitView; units: UnitView[] }) {
  const router = useRouter();
  const [asked, setAsked] = useState<"edit" | "delete" | null>(null);
  const close = (open: boolean) => {
    if (!open) setAsked(null);
  };
  return (
    <div className="flex gap-2">
      <Button variant="secondary" size="sm" aria-label={`Edit ${unit.name}`} onClick={() => setAsked("edit")}>
        Edit
      </Button>
      <Button variant="danger-outline" size="sm" aria-label={`Delete ${unit.name}`} onClick={() => setAsked("delete")}>
        Delete
      </Button>
      <Dialog open={asked === "edit"} onOpenChange={close} title={unit.name} description="Moved, it takes along everything below it.">
        <UnitForm organizationId={organizationId} unit={unit} units={units} onDone={() => setAsked(null)} />
      </Dialog>
      <ConfirmDialog
        open={asked === "delete"}
        onOpenChange={close}
        title={`Delete ${unit.name}?`}
        description="Only a unit in which nobody and nothing is left can be deleted."
        confirm="Delete unit"
        onConfirm={async () => {
          const result = await attempt(() => deleteUnitAction({ organization_id: organizationId, unit_id: unit.id }));
          if ("reason" in result) return result.reason;
          toast(`${unit.name} is deleted.`);
          router.refresh();
          return undefined;
        }}
      />
    </div>
  );
}

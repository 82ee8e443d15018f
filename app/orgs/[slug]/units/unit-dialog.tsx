"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { createUnitAction, updateUnitAction } from "@/app/orgs/[slug]/units/actions";
import { unitTree } from "@/app/orgs/unit-tree";
import { ActionFormElement, SubmitButton } from "@/components/form/action-form";
import { SelectField, TextField } from "@/components/form/fields";
import { useActionForm } from "@/components/form/use-action-form";
import { Button } from "@/components/ui/button";
import { Dialog, DialogButtons } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import type { UnitView } from "@/lib/organizations/units.schema";

interface UnitFormProps {
  organizationId: string;
  /** Null for a new one. */
  unit: UnitView | null;
  units: UnitView[];
}

interface UnitInput {
  organization_id: string;
  name: string;
  parent_id: string | null;
}

/** Makes a unit, at the top or below another. */
export function NewUnitButton({ organizationId, units }: Omit<UnitFormProps, "unit">) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>New unit</Button>
      <Dialog open={open} onOpenChange={setOpen} title="New unit">
        <UnitForm organizationId={organizationId} unit={null} units={units} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

/** A unit's name and place. What is below a unit cannot be above it, and so is not offered. */
export function UnitForm({ organizationId, unit, units, onDone }: UnitFormProps & { onDone: () => void }) {
  const router = useRouter();
  const form = useActionForm({
    input: (fields) => ({ organization_id: organizationId, name: fields.text("name"), parent_id: fields.text("parent_id") || null }),
    action: (input: UnitInput) => {
      if (!unit) return createUnitAction(input);
      // A place that stays is not sent: to move a unit takes more than to rename it.
      const { parent_id, ...kept } = input;
      return updateUnitAction({ ...kept, unit_id: unit.id, ...(parent_id === unit.parent_id ? {} : { parent_id }) });
    },
    onSuccess: ({ name }) => {
      toast(`${name} is saved.`);
      onDone();
      router.refresh();
      return undefined;
    },
  });
  const offered = unitTree(units).filter((one) => !unit || !one.unit.path.includes(unit.id));
  return (
    <ActionFormElement form={form}>
      <TextField form={form} name="name" label="Name" maxLength={80} autoComplete="off" defaultValue={unit?.name ?? ""} />
      <SelectField form={form} name="parent_id" label="Below" defaultValue={unit?.parent_id ?? ""}>
        <option value="">The top</option>
        {offered.map(({ unit: { id, name }, depth }) => (
          <option key={id} value={id}>
            {`${"\u2003".repeat(depth)}${name}`}
          </option>
        ))}
      </SelectField>
      <DialogButtons>
        <Button variant="secondary" onClick={onDone}>
          Cancel
        </Button>
        <SubmitButton form={form}>{unit ? "Save unit" : "Create unit"}</SubmitButton>
      </DialogButtons>
    </ActionFormElement>
  );
}

"use client";

import { useId } from "react";
import { unitTree } from "@/app/orgs/unit-tree";
import { describedBy, Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { UnitView } from "@/lib/organizations/units.schema";

export interface UnitSelectProps {
  units: UnitView[];
  /** A unit's id; empty for the whole organization. */
  value: string;
  onChange: (id: string) => void;
}

const DESCRIPTION = "A role in a unit reaches the unit and everything below it.";

/** How far a role reaches. */
export function UnitSelect({ units, value, onChange }: UnitSelectProps) {
  const id = useId();
  return (
    <Field id={id} label="Reach" description={DESCRIPTION}>
      <Select {...describedBy(id, { description: DESCRIPTION })} value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">The whole organization</option>
        {unitTree(units).map(({ unit, depth }) => (
          <option key={unit.id} value={unit.id}>
            {`${"\u2003".repeat(depth)}${unit.name}`}
          </option>
        ))}
      </Select>
    </Field>
  );
}

import { unitTree } from "@/app/orgs/unit-tree";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import type { ExplanationView } from "@/lib/organizations/explanation.schema";
import type { UnitView } from "@/lib/organizations/units.schema";

export interface QuestionProps {
  path: string;
  items: ExplanationView[];
  permission: string | undefined;
  units: UnitView[];
  unitId: string | undefined;
}

/** What is asked, and about which place: a plain form, so that the answer has an address of its own. */
export function Question({ path, items, permission, units, unitId }: QuestionProps) {
  return (
    <form action={path} className="grid items-end gap-3 sm:grid-cols-[1fr_1fr_auto]">
      <Field id="why-permission" label="May they">
        <Select id="why-permission" name="permission" defaultValue={permission ?? ""}>
          <option value="">Everything</option>
          {items.map((item) => (
            <option key={item.permission} value={item.permission}>
              {item.description}
            </option>
          ))}
        </Select>
      </Field>
      <Field id="why-unit" label="In">
        <Select id="why-unit" name="unit" defaultValue={unitId ?? ""}>
          <option value="">The whole organization</option>
          {unitTree(units).map(({ unit, depth }) => (
            <option key={unit.id} value={unit.id}>
              {`${"\u2003".repeat(depth)}${unit.name}`}
            </option>
          ))}
        </Select>
      </Field>
      <Button type="submit" variant="secondary">
        Explain
      </Button>
    </form>
  );
}

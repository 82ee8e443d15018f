import { unitTree } from "@/app/orgs/unit-tree";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { RoleView } from "@/lib/organizations/roles.schema";
import type { UnitView } from "@/lib/organizations/units.schema";

export interface MemberFilterProps {
  path: string;
  asked: { search?: string; role?: string; unit_id?: string; status?: string; sort?: string; order?: string };
  /** Empty for whoever may not see roles. */
  roles: RoleView[];
  /** Empty for whoever may not see units, and where there are none. */
  units: UnitView[];
}

const STATUSES = [
  ["active", "Active"],
  ["suspended", "Suspended"],
  ["ended", "Ended"],
] as const;

const SORTS = [
  ["name", "Name"],
  ["email", "Address"],
  ["joined", "Joined"],
  ["last_seen", "Last seen"],
  ["role", "Role"],
] as const;

/** A plain form that asks the same page with another question: it works before any script has loaded. */
export function MemberFilter({ path, asked, roles, units }: MemberFilterProps) {
  // On a phone two fields share a line; a button that would stand alone takes all of it.
  const isAlone = roles.length > 0 !== units.length > 0;
  return (
    <search>
      <form action={path} className="grid grid-cols-2 items-end gap-3 sm:grid-cols-3">
        <div className="col-span-2 sm:col-span-3">
          <Field id="member-search" label="Name or address">
            <Input id="member-search" name="search" type="search" defaultValue={asked.search} maxLength={254} autoComplete="off" />
          </Field>
        </div>
        {roles.length > 0 && (
          <div>
            <Field id="member-role" label="Role">
              <Select id="member-role" name="role" defaultValue={asked.role ?? ""}>
                <option value="">Any role</option>
                {roles.map(({ slug, name }) => (
                  <option key={slug} value={slug}>
                    {name}
                  </option>
                ))}
              </Select>
            </Field>
          </div>
        )}
        {units.length > 0 && (
          <div>
            <Field id="member-unit" label="Unit">
              <Select id="member-unit" name="unit_id" defaultValue={asked.unit_id ?? ""}>
                <option value="">Any unit</option>
                {unitTree(units).map(({ unit, depth }) => (
                  <option key={unit.id} value={unit.id}>
                    {`${"\u2003".repeat(depth)}${unit.name}`}
                  </option>
                ))}
              </Select>
            </Field>
          </div>
        )}
        <div>
          <Field id="member-status" label="Status">
            <Select id="member-status" name="status" defaultValue={asked.status ?? ""}>
              <option value="">Any</option>
              <Options of={STATUSES} />
            </Select>
          </Field>
        </div>
        <div>
          <Field id="member-sort" label="Sort by">
            <Select id="member-sort" name="sort" defaultValue={asked.sort ?? "name"}>
              <Options of={SORTS} />
            </Select>
          </Field>
        </div>
        <div>
          <Field id="member-order" label="Order">
            <Select id="member-order" name="order" defaultValue={asked.order ?? "asc"}>
              <option value="asc">Rising</option>
              <option value="desc">Falling</option>
            </Select>
          </Field>
        </div>
        <Button type="submit" variant="secondary" className={isAlone ? "max-sm:col-span-2" : ""}>
          Search
        </Button>
      </form>
    </search>
  );
}

function Options({ of }: { of: readonly (readonly [value: string, label: string])[] }) {
  return of.map(([value, label]) => (
    <option key={value} value={value}>
      {label}
    </option>
  ));
}

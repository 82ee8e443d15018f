import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";

/** A plain form that asks the same page with another question: it works before any script has loaded. */
export function OrganizationFilter({ path, asked }: { path: string; asked: { search?: string; state?: string } }) {
  return (
    <search>
      <form action={path} className="grid grid-cols-2 items-end gap-3 sm:grid-cols-[1fr_11rem_auto]">
        <div className="max-sm:col-span-2">
          <Field id="organization-search" label="Name or short name">
            <Input id="organization-search" name="search" type="search" defaultValue={asked.search} maxLength={80} autoComplete="off" />
          </Field>
        </div>
        <Field id="organization-state" label="State">
          <Select id="organization-state" name="state" defaultValue={asked.state ?? ""}>
            <option value="">Any</option>
            <option value="live">Live</option>
            <option value="deleted">Deleted</option>
          </Select>
        </Field>
        <Button type="submit" variant="secondary">
          Search
        </Button>
      </form>
    </search>
  );
}

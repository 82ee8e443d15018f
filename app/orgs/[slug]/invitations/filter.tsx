import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";

/** A plain form that asks the same page with another question. */
export function InvitationFilter({ path, asked }: { path: string; asked: { search?: string; status?: string } }) {
  return (
    <search>
      <form action={path} className="grid items-end gap-3 sm:grid-cols-[1fr_10rem_auto]">
        <Field id="invitation-search" label="Address begins with">
          <Input id="invitation-search" name="search" type="search" defaultValue={asked.search} maxLength={254} autoComplete="off" />
        </Field>
        <Field id="invitation-status" label="Status">
          <Select id="invitation-status" name="status" defaultValue={asked.status ?? ""}>
            <option value="">Any</option>
            <option value="open">Open</option>
            <option value="expired">Expired</option>
            <option value="accepted">Accepted</option>
            <option value="revoked">Revoked</option>
          </Select>
        </Field>
        <Button type="submit" variant="secondary">
          Search
        </Button>
      </form>
    </search>
  );
}

import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";

const CHOICES = [
  {
    name: "role",
    label: "Role",
    options: [
      ["", "Any role"],
      ["admin", "Administrators"],
      ["user", "Users"],
      ["guest", "Guests"],
    ],
  },
  {
    name: "status",
    label: "Status",
    options: [
      ["", "Any"],
      ["active", "Active"],
      ["disabled", "Deactivated"],
    ],
  },
  {
    name: "verified",
    label: "Address",
    options: [
      ["", "Any"],
      ["yes", "Confirmed"],
      ["no", "Not confirmed"],
    ],
  },
  {
    name: "deletion",
    label: "Deletion",
    options: [
      ["", "Any"],
      ["pending", "Pending"],
    ],
  },
  {
    name: "list",
    label: "Order by",
    options: [
      ["", "Newest"],
      ["oldest", "Oldest"],
      ["a-z", "A to Z"],
      ["z-a", "Z to A"],
    ],
  },
] as const;

export interface UserFilterProps {
  path: string;
  asked: Partial<Record<"search" | (typeof CHOICES)[number]["name"], string>>;
}

/** A plain form that asks the same page with another question: it works before any script has loaded. */
export function UserFilter({ path, asked }: UserFilterProps) {
  return (
    <search>
      <form action={path} className="grid grid-cols-2 items-end gap-3 sm:grid-cols-3 lg:grid-cols-5">
        <div className="col-span-2 grid items-end gap-3 max-sm:col-span-2 sm:col-span-3 sm:grid-cols-[1fr_auto] lg:col-span-5">
          <Field id="user-search" label="Name, username or address">
            <Input id="user-search" name="search" type="search" defaultValue={asked.search} maxLength={254} autoComplete="off" />
          </Field>
          <Button type="submit" variant="secondary">
            Search
          </Button>
        </div>
        {CHOICES.map(({ name, label, options }) => (
          <Field key={name} id={`user-${name}`} label={label}>
            <Select id={`user-${name}`} name={name} defaultValue={asked[name] ?? ""}>
              {options.map(([value, text]) => (
                <option key={value} value={value}>
                  {text}
                </option>
              ))}
            </Select>
          </Field>
        ))}
      </form>
    </search>
  );
}

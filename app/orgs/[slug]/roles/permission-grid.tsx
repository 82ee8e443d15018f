import { Checkbox } from "@/components/ui/checkbox";

export interface PermissionView {
  slug: string;
  description: string;
  built_in_roles: string[];
}

export interface PermissionGridProps {
  permissions: PermissionView[];
  held: string[];
  chosen: string[];
  onChange: (slugs: string[]) => void;
}

const GROUPS: Record<string, string> = {
  organization: "Organization",
  security: "Security",
  members: "Members",
  roles: "Roles",
  units: "Units",
  audit: "Audit log",
};

/** Every permission by what it is about. Those that the person does not hold cannot be given nor taken. */
export function PermissionGrid({ permissions, held, chosen, onChange }: PermissionGridProps) {
  const areas = [...new Set(permissions.map(({ slug }) => slug.split(".")[0] ?? ""))];
  return (
    <div className="grid gap-x-8 gap-y-6 sm:grid-cols-2">
      {areas.map((area) => (
        <fieldset key={area} className="grid content-start gap-1">
          <legend className="mb-1.5 text-sm font-medium">{GROUPS[area] ?? area}</legend>
          {permissions
            .filter(({ slug }) => slug.startsWith(`${area}.`))
            .map(({ slug, description, built_in_roles }) => {
              const everybody = built_in_roles.includes("member");
              return (
                <Checkbox
                  key={slug}
                  name={slug}
                  label={description}
                  description={everybody ? "Every member may" : held.includes(slug) ? undefined : "You do not hold this"}
                  checked={everybody || chosen.includes(slug)}
                  disabled={everybody || !held.includes(slug)}
                  onChange={(event) => onChange(event.target.checked ? [...chosen, slug] : chosen.filter((one) => one !== slug))}
                />
              );
            })}
        </fieldset>
      ))}
    </div>
  );
}

import type { RoleView } from "@/lib/organizations/roles.schema";

export interface RoleChoicesProps {
  roles: RoleView[];
  chosen: string;
  onChoose: (slug: string) => void;
}

/** Every role with what it is for, one of them chosen. */
export function RoleChoices({ roles, chosen, onChoose }: RoleChoicesProps) {
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1.5 text-sm font-medium">Role</legend>
      {roles.map(({ slug, name, description, permissions }) => (
        <label
          key={slug}
          className="flex cursor-pointer items-start gap-3 rounded-lg border border-border px-3.5 py-3 has-checked:border-accent has-checked:bg-accent-subtle"
        >
          <input
            type="radio"
            name="role"
            value={slug}
            checked={slug === chosen}
            onChange={() => onChoose(slug)}
            className="mt-0.5 size-5 shrink-0 accent-accent"
          />
          <span className="min-w-0">
            <span className="block text-[0.9375rem] font-medium [overflow-wrap:anywhere]">{name}</span>
            <span className="block text-sm text-muted [overflow-wrap:anywhere]">
              {description || `${permissions.length} ${permissions.length === 1 ? "permission" : "permissions"}`}
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

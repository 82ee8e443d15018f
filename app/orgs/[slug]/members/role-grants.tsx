import { Alert } from "@/components/ui/alert";
import { isForUnits, isOrganizationPermission, ORGANIZATION_PERMISSIONS } from "@/lib/access/permissions";
import type { OrganizationView } from "@/lib/organizations/organizations.schema";
import type { RoleView } from "@/lib/organizations/roles.schema";
import type { UnitView } from "@/lib/organizations/units.schema";

export interface RoleGrantsProps {
  role: RoleView;
  unit: UnitView;
  /** Of whoever would give it. */
  access: OrganizationView["access"];
}

/** What a role would allow in a unit, and what of it the giver does not hold there: with that it would be refused. */
export function RoleGrants({ role, unit, access }: RoleGrantsProps) {
  const isHeld = (slug: string) =>
    access.permissions.includes(slug) ||
    access.unit_permissions.some(({ unit_id, permissions }) => unit.path.includes(unit_id) && permissions.includes(slug));
  const granted = role.permissions.filter(isOrganizationPermission).filter(isForUnits);
  const missing = role.permissions.filter((slug) => !isHeld(slug));
  return (
    <div role="status" className="grid gap-3">
      <details className="text-sm" open={granted.length < 6}>
        <summary className="min-h-6 w-fit cursor-pointer rounded-sm font-medium text-accent underline-offset-[3px] hover:underline">
          What they could do in {unit.name} ({granted.length})
        </summary>
        <ul className="mt-2 grid gap-1 text-muted">
          {granted.map((slug) => (
            <li key={slug}>{ORGANIZATION_PERMISSIONS[slug].description}</li>
          ))}
        </ul>
      </details>
      {missing.length > 0 && <Alert tone="warning">You cannot give this there: you do not hold {missing.join(", ")} yourself.</Alert>}
    </div>
  );
}

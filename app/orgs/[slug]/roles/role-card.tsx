import Link from "next/link";
import { DeleteRoleButton } from "@/app/orgs/[slug]/roles/delete-role-button";
import { DuplicateRoleButton } from "@/app/orgs/[slug]/roles/duplicate-role-button";
import { Badge } from "@/components/ui/badge";
import { buttonClass } from "@/components/ui/button-class";
import { quietLinkClass } from "@/components/ui/text-link";
import { isOrganizationPermission, ORGANIZATION_PERMISSIONS } from "@/lib/access/permissions";
import type { RoleView } from "@/lib/organizations/roles.schema";

export interface RoleCardProps {
  role: RoleView;
  /** The organization's address. */
  path: string;
  organizationId: string;
  mayManage: boolean;
  maySeeMembers: boolean;
}

const count = (holders: number) =>
  holders === 0 ? "Nobody has it" : holders === 1 ? "One person has it" : `${holders >= 1000 ? "1,000 or more" : holders} people have it`;

/** One role: what it is for, what it allows, who has it. */
export function RoleCard({ role, path, organizationId, mayManage, maySeeMembers }: RoleCardProps) {
  return (
    <li className="grid gap-4 rounded-xl border border-border bg-surface p-5 shadow-card sm:px-6">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 flex-1 basis-56">
          <h2 className="flex flex-wrap items-center gap-x-3 gap-y-1.5 text-[1.0625rem] leading-6 font-semibold tracking-tight">
            <span className="min-w-0 [overflow-wrap:anywhere]">{role.name}</span>
            {role.is_built_in && <Badge>Built in</Badge>}
          </h2>
          {role.description && <p className="mt-1 text-sm text-muted [overflow-wrap:anywhere]">{role.description}</p>}
          {maySeeMembers && role.holders > 0 ? (
            <Link href={`${path}/members?role=${role.slug}`} className={quietLinkClass}>
              {count(role.holders)}
            </Link>
          ) : (
            <p className="text-sm text-muted">{count(role.holders)}</p>
          )}
        </div>
        {mayManage && (
          <div className="flex flex-wrap gap-2">
            {role.slug !== "owner" && <DuplicateRoleButton organizationId={organizationId} slug={role.slug} name={role.name} path={path} />}
            {role.id && (
              <Link
                href={`${path}/roles/${role.id}`}
                className={buttonClass({ variant: "secondary", size: "sm" })}
                aria-label={`Edit ${role.name}`}
              >
                Edit
              </Link>
            )}
            {role.id && <DeleteRoleButton organizationId={organizationId} id={role.id} name={role.name} />}
          </div>
        )}
      </div>
      <details>
        <summary className="min-h-6 w-fit cursor-pointer rounded-sm text-sm font-medium text-accent underline-offset-[3px] hover:underline">
          {role.permissions.length} {role.permissions.length === 1 ? "permission" : "permissions"}
        </summary>
        <ul className="mt-3 grid gap-x-8 gap-y-1.5 text-sm text-muted sm:grid-cols-2">
          {role.permissions.filter(isOrganizationPermission).map((slug) => (
            <li key={slug}>{ORGANIZATION_PERMISSIONS[slug].description}</li>
          ))}
        </ul>
      </details>
    </li>
  );
}

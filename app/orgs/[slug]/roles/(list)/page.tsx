import type { Metadata } from "next";
import Link from "next/link";
import { RoleCard } from "@/app/orgs/[slug]/roles/role-card";
import { openSection } from "@/app/orgs/open-organization";
import { buttonClass } from "@/components/ui/button-class";
import { PageHeader } from "@/components/ui/page-header";
import { holdsSomewhere } from "@/lib/entry/organization-pages";
import { listRoles } from "@/lib/organizations/roles";

export const metadata: Metadata = { title: "Roles" };

/** The roles that every organization has, and this one's own. */
export default async function RolesPage({ params }: { params: Promise<{ slug: string }> }) {
  const { actor, organization } = await openSection(params, "roles");
  const { items } = await listRoles(actor, { organization_id: organization.id });
  const mayManage = organization.access.permissions.includes("roles.manage");
  const path = `/orgs/${organization.slug}`;
  return (
    <>
      <PageHeader
        title="Roles"
        description="Sets of permissions. Nobody gives or takes more than they hold themselves."
        action={
          mayManage && (
            <Link href={`${path}/roles/new`} className={buttonClass()}>
              New role
            </Link>
          )
        }
      />
      <ul className="grid gap-4">
        {items.map((role) => (
          <RoleCard
            key={role.slug}
            role={role}
            path={path}
            organizationId={organization.id}
            mayManage={mayManage}
            maySeeMembers={holdsSomewhere(organization.access, "members.read")}
          />
        ))}
      </ul>
    </>
  );
}

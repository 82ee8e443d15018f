import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { RoleForm } from "@/app/orgs/[slug]/roles/role-form";
import { openSection } from "@/app/orgs/open-organization";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { listPermissions, listRoles } from "@/lib/organizations/roles";

export const metadata: Metadata = { title: "Edit role" };

/** One of the organization's own roles, to be changed. */
export default async function RolePage({ params }: { params: Promise<{ slug: string; role: string }> }) {
  const { actor, organization } = await openSection(params, "roles");
  if (!organization.access.permissions.includes("roles.manage")) notFound();
  const [{ role: id }, roles, { items }] = await Promise.all([
    params,
    listRoles(actor, { organization_id: organization.id }),
    listPermissions(actor),
  ]);
  const role = roles.items.find((one) => one.id === id);
  if (!role) notFound();
  return (
    <>
      <PageHeader title={role.name} description="A change counts for everybody who has the role, from their next request on." />
      <Card className="p-5 sm:p-6">
        <RoleForm
          organizationId={organization.id}
          slug={organization.slug}
          edited={role}
          permissions={items}
          held={organization.access.permissions}
        />
      </Card>
    </>
  );
}

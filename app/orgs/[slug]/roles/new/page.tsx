import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { RoleForm } from "@/app/orgs/[slug]/roles/role-form";
import { openSection } from "@/app/orgs/open-organization";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { listPermissions } from "@/lib/organizations/roles";

export const metadata: Metadata = { title: "New role" };

/** A role of the organization's own. */
export default async function NewRolePage({ params }: { params: Promise<{ slug: string }> }) {
  const { actor, organization } = await openSection(params, "roles");
  if (!organization.access.permissions.includes("roles.manage")) notFound();
  const { items } = await listPermissions(actor);
  return (
    <>
      <PageHeader title="New role" description="What you do not hold yourself, you cannot give." />
      <Card className="p-5 sm:p-6">
        <RoleForm
          organizationId={organization.id}
          slug={organization.slug}
          edited={null}
          permissions={items}
          held={organization.access.permissions}
        />
      </Card>
    </>
  );
}

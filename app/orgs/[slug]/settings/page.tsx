import type { Metadata } from "next";
import { DeleteOrganization } from "@/app/orgs/[slug]/settings/delete-organization";
import { LogoForm } from "@/app/orgs/[slug]/settings/logo-form";
import { NameForm } from "@/app/orgs/[slug]/settings/name-form";
import { openSection } from "@/app/orgs/open-organization";
import { SectionCard } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";

export const metadata: Metadata = { title: "Settings" };

/** What the organization is called and looks like, and its end. */
export default async function SettingsPage({ params }: { params: Promise<{ slug: string }> }) {
  const { organization } = await openSection(params, "settings");
  return (
    <>
      <PageHeader title="Settings" description="What the organization is called and looks like, and its end." />
      <SectionCard
        id="logo"
        title="Logo"
        description="A PNG, JPEG or WebP of up to 1 MB; square ones fill their place. Members and the invited see it."
      >
        <LogoForm id={organization.id} name={organization.name} logo={organization.logo} />
      </SectionCard>
      <SectionCard id="name" title="Name and address">
        <NameForm id={organization.id} name={organization.name} slug={organization.slug} />
      </SectionCard>
      {organization.access.permissions.includes("organization.delete") && (
        <SectionCard
          id="delete"
          tone="danger"
          title="Delete the organization"
          description="Nobody gets in any more, from the next request on. For 30 days an owner can restore it with everything in it, in their list of organizations; then it is gone for good."
        >
          <DeleteOrganization id={organization.id} name={organization.name} slug={organization.slug} />
        </SectionCard>
      )}
    </>
  );
}

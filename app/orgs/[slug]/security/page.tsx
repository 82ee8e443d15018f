import type { Metadata } from "next";
import { Suspense } from "react";
import { CompliancePanel } from "@/app/orgs/[slug]/security/compliance-panel";
import { PolicyForm } from "@/app/orgs/[slug]/security/policy-form";
import { openSection } from "@/app/orgs/open-organization";
import { SectionCard } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { SIGN_IN_METHODS } from "@/lib/access/policy.schema";
import { configuredProviders } from "@/lib/entry/auth";
import { sessionDefaults } from "@/lib/entry/page-facts";
import { getSecurityPolicy } from "@/lib/organizations/security-policy";

export const metadata: Metadata = { title: "Security" };

/** What the organization asks of its members' passwords, sessions and sign-ins, and who does not comply yet. */
export default async function SecurityPage({ params }: { params: Promise<{ slug: string }> }) {
  const opened = await openSection(params, "security");
  const { actor, organization } = opened;
  const policy = await getSecurityPolicy(actor, { organization_id: organization.id });
  // Ways that this portal does not offer are shown only where the policy names them already.
  const offered: readonly string[] = ["password", "passkey", ...configuredProviders, ...(policy.allowed_methods ?? [])];
  return (
    <>
      <PageHeader
        title="Security"
        description="What is asked of everybody here. It applies to this organization, whatever else they belong to."
      />
      <SectionCard id="compliance" title="Who complies">
        <Suspense fallback={<Skeleton className="h-11" />}>
          <CompliancePanel {...opened} />
        </Suspense>
      </SectionCard>
      <SectionCard
        id="policy"
        title="Policy"
        description="Where nothing is chosen, it is as the portal has it. A session is not of one organization alone: who is signed out here is signed out everywhere."
      >
        <PolicyForm
          organizationId={organization.id}
          policy={policy}
          methods={SIGN_IN_METHODS.filter((method) => offered.includes(method))}
          defaults={sessionDefaults()}
        />
      </SectionCard>
    </>
  );
}

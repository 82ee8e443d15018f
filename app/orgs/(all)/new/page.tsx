import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NewOrganizationForm } from "@/app/orgs/(all)/new/form";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/access/authorize";
import { requireSession } from "@/lib/entry/page";

export const metadata: Metadata = { title: "New organization" };

/** A name and an address; everything else can wait. Guests make none. */
export default async function NewOrganizationPage() {
  const { actor } = await requireSession("/orgs/new");
  if (!can(actor, "platform.organizations.create")) notFound();
  return (
    <>
      <PageHeader title="New organization" description="For a company, a department or a club. You become its owner." />
      <Card className="p-5 sm:p-6">
        <NewOrganizationForm />
      </Card>
    </>
  );
}

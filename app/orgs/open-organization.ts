import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import type { SessionActor } from "@/lib/access/actor";
import { type PolicyRefusal, policyRefusal } from "@/lib/access/policy.schema";
import { type OrganizationPage, REQUIREMENTS_PAGE, sectionsFor } from "@/lib/entry/organization-pages";
import { requireSession } from "@/lib/entry/page";
import { AppError } from "@/lib/errors";
import { getOrganization } from "@/lib/organizations/organizations";
import { getOrganizationContract, type OrganizationView } from "@/lib/organizations/organizations.schema";
import type { LiveSession } from "@/lib/sessions/store";

/** Who looks at an organization, and what of it they may know. */
export interface OpenOrganization {
  actor: SessionActor;
  session: LiveSession;
  organization: OrganizationView;
}

/** The same, and what the organization asks of whoever it does not open to. */
type Found = OpenOrganization | { actor: SessionActor; session: LiveSession; organization: null; refusal: PolicyRefusal };

/** The organization of an address, read once per request; the not-found page for whoever may not know that it exists. */
export const findOrganization: (slug: string) => Promise<Found> = cache(async (slug) => {
  const { actor, session } = await requireSession(`/orgs/${slug}`);
  const named = getOrganizationContract.input.safeParse({ organization_id: slug });
  if (!named.success) notFound();
  try {
    const organization = await getOrganization(actor, named.data);
    // A deleted one is restored from the list of one's organizations.
    if (organization.deleted_at !== null || organization.slug !== slug) notFound();
    return { actor, session, organization };
  } catch (error) {
    if (error instanceof AppError && error.type === "NOT_FOUND") notFound();
    const refusal = error instanceof AppError ? policyRefusal.safeParse(error.details).data : undefined;
    if (!refusal) throw error;
    if (refusal.organization.slug !== slug) notFound();
    return { actor, session, organization: null, refusal };
  }
});

/** The same for pages that show the organization; whoever it does not open to is led to what it asks. */
export async function openOrganization(slug: string): Promise<OpenOrganization> {
  const found = await findOrganization(slug);
  if (found.organization === null) redirect(`/orgs/${slug}/${REQUIREMENTS_PAGE}`);
  return found;
}

/** The same for one section of the console: the not-found page also for members who may not open it. */
export async function openSection(params: Promise<{ slug: string }>, section: OrganizationPage): Promise<OpenOrganization> {
  const { slug } = await params;
  await requireSession(`/orgs/${slug}${section ? `/${section}` : ""}`);
  const opened = await openOrganization(slug);
  if (!sectionsFor(opened.organization.access).includes(section)) notFound();
  return opened;
}

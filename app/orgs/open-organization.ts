import { notFound } from "next/navigation";
import { cache } from "react";
import type { SessionActor } from "@/lib/access/actor";
import { type OrganizationPage, sectionsFor } from "@/lib/entry/organization-pages";
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

/** The organization of an address, read once per request; the not-found page for whoever may not know that it exists. */
export const openOrganization: (slug: string) => Promise<OpenOrganization> = cache(async (slug) => {
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
    throw error;
  }
});

/** The same for one section of the console: the not-found page also for members who may not open it. */
export async function openSection(params: Promise<{ slug: string }>, section: OrganizationPage): Promise<OpenOrganization> {
  const { slug } = await params;
  await requireSession(`/orgs/${slug}${section ? `/${section}` : ""}`);
  const opened = await openOrganization(slug);
  if (!sectionsFor(opened.organization.access).includes(section)) notFound();
  return opened;
}

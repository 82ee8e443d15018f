import { notFound } from "next/navigation";
import { cache } from "react";
import { openConsole } from "@/app/admin/open-console";
import { AppError } from "@/lib/errors";
import { getOrganization } from "@/lib/organizations/organizations";
import { organizationIdContract } from "@/lib/organizations/organizations.schema";

/** The organization of an address, deleted or not, for an administrator; the not-found page where there is none. */
export const openAnyOrganization = cache(async (id: string) => {
  const opened = await openConsole(`/admin/organizations/${encodeURIComponent(id)}`, "platform.organizations.read");
  const named = organizationIdContract.input.safeParse({ organization_id: id });
  if (!named.success) notFound();
  try {
    return { ...opened, organization: await getOrganization(opened.actor, named.data) };
  } catch (error) {
    if (error instanceof AppError && error.type === "NOT_FOUND") notFound();
    throw error;
  }
});

import { notFound } from "next/navigation";
import { z } from "zod";
import { type OpenOrganization, openSection } from "@/app/orgs/open-organization";
import { AppError } from "@/lib/errors";
import { getMember } from "@/lib/organizations/member-list";
import type { MemberView } from "@/lib/organizations/members.schema";

/** The member of an address, and who looks; the not-found page for somebody who is none, or whom they may not see. */
export async function openMember(params: Promise<{ slug: string; userId: string }>): Promise<OpenOrganization & { member: MemberView }> {
  const opened = await openSection(params, "members");
  const id = z.uuid().safeParse((await params).userId);
  if (!id.success) notFound();
  try {
    const member = await getMember(opened.actor, { organization_id: opened.organization.id, user_id: id.data });
    return { ...opened, member };
  } catch (error) {
    if (error instanceof AppError && error.type === "NOT_FOUND") notFound();
    throw error;
  }
}

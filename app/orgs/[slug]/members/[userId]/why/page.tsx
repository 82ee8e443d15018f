import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { openMember } from "@/app/orgs/[slug]/members/[userId]/open-member";
import { Answer } from "@/app/orgs/[slug]/members/[userId]/why/answer";
import { Everything } from "@/app/orgs/[slug]/members/[userId]/why/everything";
import { Question } from "@/app/orgs/[slug]/members/[userId]/why/question";
import { mayIn } from "@/app/orgs/[slug]/members/may";
import { given, type Query } from "@/app/orgs/query";
import { PageHeader } from "@/components/ui/page-header";
import { quietLinkClass } from "@/components/ui/text-link";
import type { Actor } from "@/lib/access/actor";
import { isForUnits, isOrganizationPermission } from "@/lib/access/permissions";
import { AppError } from "@/lib/errors";
import { explainAll } from "@/lib/organizations/explanation";
import { explainAllContract } from "@/lib/organizations/explanation.schema";
import { listUnits } from "@/lib/organizations/units";

export const metadata: Metadata = { title: "What they may do, and why" };

type Props = { params: Promise<{ slug: string; userId: string }>; searchParams: Promise<Query> };

/** "Why can Ana do this?": every permission, and through which role, reach and grant it is held, or why not. */
export default async function WhyPage({ params, searchParams }: Props) {
  const { actor, organization, member } = await openMember(params);
  const asked = given(await searchParams, ["permission", "unit"]);
  const may = mayIn(organization.access);
  if (!may.seeRoles && member.user_id !== actor.userId) notFound();
  const own = { organization_id: organization.id };
  const units = may.seeUnits ? (await listUnits(actor, own)).items : [];
  const unit = units.find(({ id }) => id === asked.unit) ?? null;
  const all = await explained(actor, { ...own, user_id: member.user_id, unit_id: unit?.id });
  const items = unit ? all.filter(({ permission }) => isOrganizationPermission(permission) && isForUnits(permission)) : all;
  const path = `/orgs/${organization.slug}/members/${member.user_id}`;
  const name = member.full_name ?? member.email;
  const chosen = items.find(({ permission }) => permission === asked.permission) ?? null;
  return (
    <>
      <div className="grid gap-4">
        <Link href={path} className={`${quietLinkClass} w-fit`}>
          {name}
        </Link>
        <PageHeader
          title={<span className="[overflow-wrap:anywhere]">What {name} may do, and why</span>}
          description="Decided by the same rules as the thing itself, at this moment."
        />
      </div>
      <Question path={`${path}/why`} items={items} permission={chosen?.permission} units={units} unitId={unit?.id} />
      {chosen && <Answer explanation={chosen} name={name} place={unit?.name ?? "the whole organization"} />}
      <Everything items={items} path={`${path}/why`} unitId={unit?.id} place={unit?.name ?? "the whole organization"} />
    </>
  );
}

/** Somebody who is gone by now, or whose roles one may not see, has no page. */
async function explained(actor: Actor, input: { organization_id: string; user_id: string; unit_id?: string | undefined }) {
  try {
    return (await explainAll(actor, explainAllContract.input.parse(input))).items;
  } catch (error) {
    if (error instanceof AppError && ["NOT_FOUND", "FORBIDDEN"].includes(error.type)) notFound();
    throw error;
  }
}

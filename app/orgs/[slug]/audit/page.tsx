import type { Metadata } from "next";
import { CheckSection } from "@/app/orgs/[slug]/audit/check-section";
import { FileSection } from "@/app/orgs/[slug]/audit/file-section";
import { RetentionForm } from "@/app/orgs/[slug]/audit/retention-form";
import { ListPages } from "@/app/orgs/list-pages";
import { openSection } from "@/app/orgs/open-organization";
import { given, listAddress, type Query } from "@/app/orgs/query";
import { AuditList } from "@/components/audit/audit-list";
import { AuditSearch } from "@/components/audit/audit-search";
import { SectionCard } from "@/components/ui/card";
import { dateStyle } from "@/components/ui/moment";
import { PageHeader } from "@/components/ui/page-header";
import type { Actor } from "@/lib/access/actor";
import { AppError } from "@/lib/errors";
import { findAuditCheck } from "@/lib/organizations/audit-check";
import { listAuditEvents } from "@/lib/organizations/audit-events";
import { listAuditEventsContract } from "@/lib/organizations/audit-events.schema";
import { findAuditFile } from "@/lib/organizations/audit-export-job";
import { getAuditRetention } from "@/lib/organizations/audit-retention";

export const metadata: Metadata = { title: "Audit log" };

type Props = { params: Promise<{ slug: string }>; searchParams: Promise<Query> };

/** What happened in the organization, the newest first. */
export default async function AuditPage({ params, searchParams }: Props) {
  const { actor, session, organization } = await openSection(params, "audit");
  const { q = "", cursor } = given(await searchParams, ["q", "cursor"]);
  const named = { organization_id: organization.id };
  const { permissions } = organization.access;
  const [{ items, next_cursor: next, problem }, check, retention, file] = await Promise.all([
    search(actor, organization.id, q, cursor),
    findAuditCheck(actor, named),
    getAuditRetention(actor, named),
    permissions.includes("audit.export") ? findAuditFile(actor, named) : null,
  ]);
  const path = `/orgs/${organization.slug}/audit`;
  const look = dateStyle({ locale: session.user.locale, time_zone: session.user.timeZone });
  return (
    <>
      <PageHeader title="Audit log" description="What happened here, by whom and from where. Nobody can change it." />
      <AuditSearch path={path} q={q} problem={problem} place="organization" />
      <AuditList items={items} problem={problem} more={next !== null} path={path} look={look} />
      <ListPages first={cursor ? listAddress(path, { q }) : null} next={next ? listAddress(path, { q, cursor: next }) : null} />
      {file && <FileSection organizationId={organization.id} q={problem ? "" : q} file={file} look={look} />}
      <CheckSection organizationId={organization.id} check={check} look={look} />
      <SectionCard
        id="retention"
        title="How long it is kept"
        description={
          retention.days === null
            ? "Events are kept for ever."
            : `Events older than ${retention.days} days are removed. What remains can still be checked.`
        }
      >
        {permissions.includes("audit.manage") ? (
          <RetentionForm organizationId={organization.id} days={retention.days} />
        ) : (
          <p className="text-sm text-muted">Owners can change this.</p>
        )}
      </SectionCard>
    </>
  );
}

/** A search that cannot be read finds nothing and says why. */
async function search(actor: Actor, id: string, q: string, cursor: string | undefined) {
  const plain = { organization_id: id, limit: 25 };
  const asked = listAuditEventsContract.input.safeParse({ ...plain, q, cursor });
  try {
    const list = await listAuditEvents(actor, asked.success ? asked.data : listAuditEventsContract.input.parse(plain));
    return { ...list, problem: undefined };
  } catch (error) {
    if (error instanceof AppError && error.type === "VALIDATION_ERROR") return { items: [], next_cursor: null, problem: error.message };
    throw error;
  }
}

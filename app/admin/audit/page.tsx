import type { Metadata } from "next";
import { openConsole } from "@/app/admin/open-console";
import { ListPages } from "@/app/orgs/list-pages";
import { given, listAddress, type Query } from "@/app/orgs/query";
import { AuditList } from "@/components/audit/audit-list";
import { AuditSearch } from "@/components/audit/audit-search";
import { dateStyle } from "@/components/ui/moment";
import { PageHeader } from "@/components/ui/page-header";
import type { Actor } from "@/lib/access/actor";
import { listPlatformAuditEventsContract } from "@/lib/audit/events.schema";
import { AppError } from "@/lib/errors";
import { listPlatformAuditEvents } from "@/lib/organizations/platform-audit-events";

export const metadata: Metadata = { title: "Audit log" };

const PATH = "/admin/audit";

/** What happened anywhere, the newest first. */
export default async function PlatformAuditPage({ searchParams }: { searchParams: Promise<Query> }) {
  const { actor, session } = await openConsole(PATH, "platform.audit.read");
  const { q = "", cursor } = given(await searchParams, ["q", "cursor"]);
  const { items, next_cursor: next, problem } = await search(actor, q, cursor);
  const look = dateStyle({ locale: session.user.locale, time_zone: session.user.timeZone });
  return (
    <>
      <PageHeader title="Audit log" description="What happened on the platform and in every organization. Nobody can change it." />
      <AuditSearch path={PATH} q={q} problem={problem} place="platform" />
      <AuditList items={items} problem={problem} more={next !== null} path={PATH} look={look} />
      <ListPages first={cursor ? listAddress(PATH, { q }) : null} next={next ? listAddress(PATH, { q, cursor: next }) : null} />
    </>
  );
}

/** A search that cannot be read finds nothing and says why. */
async function search(actor: Actor, q: string, cursor: string | undefined) {
  const asked = listPlatformAuditEventsContract.input.safeParse({ q, cursor, limit: 25 });
  try {
    const list = await listPlatformAuditEvents(
      actor,
      asked.success ? asked.data : listPlatformAuditEventsContract.input.parse({ limit: 25 }),
    );
    return { ...list, problem: undefined };
  } catch (error) {
    if (error instanceof AppError && error.type === "VALIDATION_ERROR") return { items: [], next_cursor: null, problem: error.message };
    throw error;
  }
}

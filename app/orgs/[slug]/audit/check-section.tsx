import { CheckButton } from "@/app/orgs/[slug]/audit/check-button";
import { CheckProgress } from "@/app/orgs/[slug]/audit/check-progress";
import { Alert } from "@/components/ui/alert";
import { SectionCard } from "@/components/ui/card";
import { type DateStyle, Moment } from "@/components/ui/moment";
import type { AuditCheckResult, AuditCheckView } from "@/lib/organizations/audit-check.schema";

/** Whether anything was altered: asked, being looked at, and what was found. */
export function CheckSection({ organizationId, check, look }: { organizationId: string; check: AuditCheckView; look: DateStyle }) {
  return (
    <SectionCard
      id="check"
      title="Check that nothing was altered"
      description="Every event carries a seal that is made with a key outside of the database. An event that was changed, added or taken away shows."
    >
      <div className="grid gap-5">
        {check.status === "running" ? (
          <CheckProgress organizationId={organizationId} progress={check.progress} />
        ) : (
          <>
            {check.result && <Result result={check.result} at={check.finished_at} look={look} />}
            {check.status === "failed" && (
              <Alert tone="warning" title="The check could not be finished">
                The fault is ours. Please try again.
              </Alert>
            )}
            <div>
              <CheckButton organizationId={organizationId}>{check.status === "none" ? "Check now" : "Check again"}</CheckButton>
            </div>
          </>
        )}
      </div>
    </SectionCard>
  );
}

const events = (count: number): string => `${count.toLocaleString("en")} ${count === 1 ? "event" : "events"}`;

function Result({ result, at, look }: { result: AuditCheckResult; at: string | null; look: DateStyle }) {
  const checked = result.sealed_events + result.waiting_events;
  return (
    <div className="grid gap-3">
      <Alert
        tone={result.ok ? "success" : "danger"}
        title={
          result.ok
            ? `${events(checked)} checked: none was altered, added or taken away.`
            : `${events(checked)} checked: ${result.finding_count.toLocaleString("en")} ${result.finding_count === 1 ? "thing is" : "things are"} wrong.`
        }
      >
        {result.removed_events > 0 && <>{events(result.removed_events)} are gone because their time was over, as sealed notes say. </>}
        {at && (
          <>
            Checked <Moment at={at} look={look} as="absolute" />.
          </>
        )}
      </Alert>
      {result.findings.length > 0 && (
        <ul className="grid list-disc gap-1.5 pl-5 text-sm [overflow-wrap:anywhere]">
          {result.findings.slice(0, 20).map(({ sentence }) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
      {result.finding_count > 20 && (
        <p className="text-sm text-muted">
          These are the first twenty. Whoever runs this portal sees all of them with `portico audit verify`.
        </p>
      )}
    </div>
  );
}

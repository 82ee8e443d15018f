import { DownloadLink } from "@/app/account/privacy/download-link";
import { ExportProgress } from "@/app/account/privacy/export-progress";
import { RequestExportButton } from "@/app/account/privacy/request-export-button";
import { Alert } from "@/components/ui/alert";
import { SectionCard } from "@/components/ui/card";
import { fileSize } from "@/components/ui/file-size";
import { type DateStyle, Moment } from "@/components/ui/moment";
import type { DataExportView } from "@/lib/accounts/privacy.schema";

/** A copy of one's data: asked for, being made, there to be fetched. Each state takes the same place. */
export function ExportSection({ state, look }: { state: DataExportView; look: DateStyle }) {
  return (
    <SectionCard
      id="export"
      title="A copy of your data"
      description="Your profile, settings, sessions, linked providers, organizations, picture and security events, as JSON files in one ZIP archive."
    >
      <div className="grid min-h-40 content-center gap-4 sm:min-h-28">
        <State state={state} look={look} />
      </div>
    </SectionCard>
  );
}

function State({ state, look }: { state: DataExportView; look: DateStyle }) {
  if (state.status === "preparing") return <ExportProgress progress={state.progress} />;
  if (state.status === "ready" && state.download_url) {
    return (
      <>
        <p className="text-[0.9375rem]">
          Ready{state.size !== null && <> · {fileSize(state.size)}</>}
          {state.ready_at && (
            <>
              {" "}
              · made <Moment at={state.ready_at} look={look} as="absolute" />
            </>
          )}
          {state.expires_at && (
            <span className="block text-sm text-muted">
              It can be fetched until <Moment at={state.expires_at} look={look} as="absolute" />, then it is deleted.
            </span>
          )}
        </p>
        <div className="flex flex-wrap gap-3">
          <DownloadLink href={state.download_url} />
          <RequestExportButton variant="ghost">Make a new copy</RequestExportButton>
        </div>
      </>
    );
  }
  return (
    <>
      {state.status === "failed" && (
        <Alert tone="warning" title="The copy could not be made">
          The fault is ours. Please try again.
        </Alert>
      )}
      <div>
        <RequestExportButton variant="secondary">Prepare a copy</RequestExportButton>
      </div>
    </>
  );
}

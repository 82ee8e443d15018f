import Download from "lucide-react/icons/download";
import { FileForm } from "@/app/orgs/[slug]/audit/file-form";
import { FileProgress } from "@/app/orgs/[slug]/audit/file-progress";
import { Alert } from "@/components/ui/alert";
import { buttonClass } from "@/components/ui/button-class";
import { SectionCard } from "@/components/ui/card";
import { fileSize } from "@/components/ui/file-size";
import { type DateStyle, Moment } from "@/components/ui/moment";
import type { AuditFileView } from "@/lib/organizations/audit-file.schema";

interface FileSectionProps {
  organizationId: string;
  /** The search of the page, which a new file would hold. */
  q: string;
  file: AuditFileView;
  look: DateStyle;
}

/** What the search finds as a file: asked for, being made, there to be fetched. */
export function FileSection({ organizationId, q, file, look }: FileSectionProps) {
  return (
    <SectionCard
      id="file"
      title="Take it along"
      description="The events of the search above as a file, whatever their number: CSV for a spreadsheet, JSON Lines for a program. That it was made and fetched is part of the log."
    >
      <div className="grid gap-5">
        {file.status === "preparing" ? (
          <FileProgress organizationId={organizationId} progress={file.progress} />
        ) : (
          <>
            {file.status === "ready" && <Ready file={file} look={look} />}
            {file.status === "failed" && (
              <Alert tone="warning" title="The file could not be made">
                The fault is ours. Please try again.
              </Alert>
            )}
            <FileForm organizationId={organizationId} q={q} again={file.status === "ready"} />
          </>
        )}
      </div>
    </SectionCard>
  );
}

function Ready({ file, look }: { file: AuditFileView; look: DateStyle }) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 rounded-lg bg-subtle px-4 py-3.5">
      <p className="min-w-0 text-[0.9375rem] [overflow-wrap:anywhere]">
        {file.events.toLocaleString("en")} events{file.size !== null && <> · {fileSize(file.size)}</>}
        {file.q ? (
          <>
            {" "}
            · <span className="font-mono text-sm">{file.q}</span>
          </>
        ) : (
          " · everything"
        )}
        {file.expires_at && (
          <span className="block text-sm text-muted">
            You alone can fetch it, until <Moment at={file.expires_at} look={look} as="absolute" />.
          </span>
        )}
      </p>
      {file.download_url && (
        <a href={file.download_url} download className={buttonClass({ size: "sm" })}>
          <Download aria-hidden="true" className="size-4" />
          Download {file.format === "csv" ? "CSV" : "JSON Lines"}
        </a>
      )}
    </div>
  );
}

"use client";

import { findAuditFileAction } from "@/app/orgs/[slug]/audit/actions";
import { attempt } from "@/components/form/failure";
import { JobProgress } from "@/components/form/job-progress";

/** Follows the file while it is made. */
export function FileProgress({ organizationId, progress }: { organizationId: string; progress: number }) {
  return (
    <JobProgress
      label="Making the file…"
      progress={progress}
      look={async () => {
        const result = await attempt(() => findAuditFileAction({ organization_id: organizationId }));
        if (!("data" in result)) return null;
        const { status, progress: reached } = result.data;
        if (status === "preparing") return { isDone: false, progress: reached };
        return { isDone: true, announcement: status === "ready" ? "The file is ready to download." : "The file could not be made." };
      }}
    />
  );
}

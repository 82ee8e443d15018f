"use client";

import { findAuditCheckAction } from "@/app/orgs/[slug]/audit/actions";
import { attempt } from "@/components/form/failure";
import { JobProgress } from "@/components/form/job-progress";

/** Follows the check while it is at work. */
export function CheckProgress({ organizationId, progress }: { organizationId: string; progress: number }) {
  return (
    <JobProgress
      label="Checking every event…"
      progress={progress}
      look={async () => {
        const result = await attempt(() => findAuditCheckAction({ organization_id: organizationId }));
        if (!("data" in result)) return null;
        const { status, progress: reached, result: found } = result.data;
        if (status === "running") return { isDone: false, progress: reached };
        if (!found) return { isDone: true, announcement: "The check could not be finished." };
        return { isDone: true, announcement: found.ok ? "Nothing was altered." : "The check found something wrong." };
      }}
    />
  );
}

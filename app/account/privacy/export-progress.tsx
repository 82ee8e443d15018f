"use client";

import { findDataExportAction } from "@/app/account/privacy/actions";
import { attempt } from "@/components/form/failure";
import { JobProgress, type JobState } from "@/components/form/job-progress";

/** Follows the copy while it is made. */
export function ExportProgress({ progress }: { progress: number }) {
  return <JobProgress label="Preparing your data…" progress={progress} look={look} />;
}

async function look(): Promise<JobState | null> {
  const result = await attempt(() => findDataExportAction({}));
  // A look that failed is tried again: the copy is made without us.
  if (!("data" in result)) return null;
  const { status, progress } = result.data;
  if (status === "preparing") return { isDone: false, progress };
  return {
    isDone: true,
    announcement: status === "ready" ? "Your data is ready to download." : "The copy of your data could not be made.",
  };
}

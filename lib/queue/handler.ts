import type { JobName, Jobs } from "@/lib/queue/jobs";

/** What a job's handler may know about its job besides the payload. */
export interface JobContext {
  /** The same for every attempt. */
  id: string;
  /** 1 for the first. */
  attempt: number;
  queuedAt: Date;
}

/**
 * Does one job. It can be run more than once (a process may die after the work and before the note of it),
 * so doing it twice must do no harm. Throwing means: try again later.
 */
export type JobHandler<N extends JobName> = (payload: Jobs[N], job: JobContext) => Promise<void>;

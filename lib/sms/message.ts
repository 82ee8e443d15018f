/** One text message, ready to leave. */
export interface TextMessage {
  /** The job that sends it: the same for every attempt. */
  jobId: string;
  queuedAt: Date;
  /** What tells this text from another one of the same job. */
  edition: string;
  /** E.164. */
  to: string;
  text: string;
}

/** The receiver said no for good: trying again cannot help. Its message is for the log. */
export class TextRefused extends Error {
  override name = "TextRefused";
}

/** A name that no other text of this or another installation has. */
export const textKey = ({ jobId, queuedAt, edition }: TextMessage): string => `msg_${queuedAt.getTime().toString(36)}_${jobId}_${edition}`;

/** One mail, ready to leave. */
export interface MailMessage {
  /** The job that sends it: the same for every attempt, so that a transport can tell a repetition. */
  jobId: string;
  queuedAt: Date;
  /**
   * What tells this text from another one of the same job: a retry that mints a new link makes a new edition.
   * Empty where every attempt writes the same words.
   */
  edition: string;
  to: string;
  /** Where an answer goes, when not to us: one address. */
  replyTo?: string;
  subject: string;
  text: string;
  html: string;
  /** The links that ask something of the reader, the most important first. */
  links: string[];
  code?: string;
}

/** One way for mail to leave. */
export interface MailTransport {
  /**
   * Resolves once the next hop has taken the mail over.
   * @throws MailRefused when it never will; any other error means: try again later.
   */
  send(message: MailMessage): Promise<void>;
  /** Whether mail could leave now, as far as that can be known without sending any. @throws Error saying why not. */
  check(): Promise<void>;
  /** Ends idle connections. */
  close(): void;
}

/** The recipient's server, or ours, said no for good: trying again cannot help. Its message is for the log. */
export class MailRefused extends Error {
  override name = "MailRefused";
}

/** A name that no other mail of this or another installation has; letters, digits, dots and hyphens. */
export function mailKey(message: Pick<MailMessage, "jobId" | "queuedAt" | "edition">): string {
  const parts = [message.queuedAt.getTime().toString(36), message.jobId, message.edition];
  return parts.filter(Boolean).join(".");
}

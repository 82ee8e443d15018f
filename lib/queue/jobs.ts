/**
 * Every job there is and what it carries. Payloads hold ids, never secrets: whatever a mail needs
 * beyond them is read, or minted, by the job itself.
 */
export interface Jobs {
  /** Mints the link and the code of one `OneTimeToken` (any purpose) and mails them to its address. */
  "mail.one_time_token": {
    oneTimeTokenId: string;
    /** Where the request came from; told to the owner in a reset mail. */
    ip?: string | null;
    userAgent?: string | null;
  };
  /** Tells the owner of a known address that somebody tried to register with it, or to move their account to it. */
  "mail.already_registered": { userId: string };
  /**
   * Looks whether somebody with this address may have the mail they asked for, and if so makes the
   * `OneTimeToken` for it. Asking is the same work for known and unknown addresses; only this job knows.
   */
  "accounts.find_and_mail": {
    email: string;
    purpose: "verify_email" | "reset_password";
    /** Where the request came from. */
    ip?: string | null;
    userAgent?: string | null;
  };
  /** A security notice. `to` is the address as it was when the event happened. */
  "mail.security_notice": {
    userId: string;
    to: string;
    notice: SecurityNotice;
    occurredAt: string;
    ip: string | null;
    userAgent: string | null;
    /** When what is announced will happen, for a notice about the future. */
    dueAt?: string;
  };
  /** Asks the owner of a sign-in that waits whether its device may come in, and mints the link of the answer. */
  "mail.device_approval": { preAuthId: string };
  /** Tells the owner about one `SignInAlert`, and mints the link of "this wasn't me". */
  "mail.sign_in_alert": { alertId: string };
  /** Looks whether a sign-in is unlike its owner, after its session was opened. */
  "signin.look": {
    sessionId: string;
    userId: string;
    /** Of the device; null for a program that keeps none. */
    nameHash: string | null;
    isNewDevice: boolean;
    occurredAt: string;
    ip: string | null;
    userAgent: string | null;
  };
  /** Makes the code of one `SentCode` and mails it. */
  "mail.factor_code": {
    sentCodeId: string;
    /** Where it was asked for. */
    ip: string | null;
    userAgent: string | null;
  };
  /** The same by a text message. */
  "sms.factor_code": { sentCodeId: string; ip: string | null; userAgent: string | null };
  /** Mints the link of one open `Invitation` and mails it to its address. */
  "mail.invitation": { invitationId: string };
  /** Tells somebody what others did with their membership. `to` is the address as it was then. */
  "mail.membership_notice": { userId: string; to: string; notice: MembershipNotice; organizationName: string };
  /** Shortens the open sessions of an organization's members, or of one, to what its policy says; both ends count from `from`. */
  "organizations.shorten_sessions": {
    organizationId: string;
    userId?: string;
    from: string;
    /** The membership to go on behind. */
    after?: string;
  };
  /** Makes the archive of one `DataExport`. */
  "accounts.data_export": { exportId: string };
  /** Makes the file of one `DataExport` of an organization's audit log. */
  "organizations.audit_export": { exportId: string };
  /** Verifies an organization's audit log for one `AuditCheck`. */
  "organizations.audit_check": { checkId: string };
  /** Hands a message from the contact form to everybody who is to read it. It lives in no table but the queue. */
  "contact.forward": ContactMessage;
  /** Mails such a message to one of them. */
  "mail.contact": ContactMessage & { to: string };
  /** Deletes what has expired: sessions, one-time tokens, inbox messages, data exports, audit rows; erases accounts that are due. */
  "maintenance.cleanup": Record<string, never>;
  /** Writes down the end of impersonations that ended by themselves. */
  "impersonations.close": Record<string, never>;
  /** Closes the open audit rows of every scope into sealed batches. */
  "audit.seal": Record<string, never>;
  /** Counts the days of the audit trail that are not counted yet, today among them. */
  "statistics.count": Record<string, never>;
}

export type JobName = keyof Jobs;

/** What somebody wrote to whoever runs the portal. */
export interface ContactMessage {
  name: string;
  email: string;
  subject?: string;
  message: string;
}

/** What a security notice can be about; each has its own sentence in lib/mail. */
export type SecurityNotice =
  | "password_changed"
  | "password_reset"
  | "email_changed"
  | "email_change_requested"
  | "password_reset_forced"
  | "password_reset_required"
  | "account_deactivated"
  | "account_deletion_scheduled"
  | "account_deletion_cancelled"
  | "account_deleted"
  | "data_exported"
  | "username_changed"
  | "factor_added"
  | "factor_removed"
  | "email_codes_added"
  | "email_codes_removed"
  | "sms_codes_added"
  | "sms_codes_removed"
  | "factors_reset"
  | "recovery_code_used"
  | "recovery_codes_renewed"
  | "passkey_added"
  | "passkey_removed"
  | "provider_linked"
  | "impersonation_started";

/** What a mail about a membership can say; each has its own sentence in lib/mail. */
export type MembershipNotice = "added" | "removed";

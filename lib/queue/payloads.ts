import { z } from "zod";
import type { JobName, Jobs } from "@/lib/queue/jobs";

const origin = z.string().nullable();

const contactMessage = {
  name: z.string(),
  email: z.string().min(3),
  subject: z.string().optional(),
  message: z.string(),
};

/** The shape of every job's payload, checked again before it is run: the queue is a table that an operator can write to. */
export const JOB_PAYLOADS: { [N in JobName]: z.ZodType<Jobs[N]> } = {
  "mail.one_time_token": z.object({ oneTimeTokenId: z.uuid(), ip: origin.optional(), userAgent: origin.optional() }),
  "mail.already_registered": z.object({ userId: z.uuid() }),
  "accounts.find_and_mail": z.object({
    email: z.string().min(3),
    purpose: z.enum(["verify_email", "reset_password"]),
    ip: origin.optional(),
    userAgent: origin.optional(),
  }),
  "mail.security_notice": z.object({
    userId: z.uuid(),
    to: z.string().min(3),
    notice: z.enum([
      "password_changed",
      "password_reset",
      "email_changed",
      "email_change_requested",
      "password_reset_forced",
      "password_reset_required",
      "account_deactivated",
      "account_deletion_scheduled",
      "account_deletion_cancelled",
      "account_deleted",
      "data_exported",
      "username_changed",
      "impersonation_started",
      "factor_added",
      "factor_removed",
      "email_codes_added",
      "email_codes_removed",
      "sms_codes_added",
      "sms_codes_removed",
      "factors_reset",
      "recovery_code_used",
      "recovery_codes_renewed",
      "passkey_added",
      "passkey_removed",
      "provider_linked",
    ]),
    occurredAt: z.iso.datetime({ offset: true }),
    ip: origin,
    userAgent: origin,
    dueAt: z.iso.datetime({ offset: true }).optional(),
  }),
  "mail.device_approval": z.object({ preAuthId: z.uuid() }),
  "mail.sign_in_alert": z.object({ alertId: z.uuid() }),
  "signin.look": z.object({
    sessionId: z.uuid(),
    userId: z.uuid(),
    nameHash: z.string().nullable(),
    isNewDevice: z.boolean(),
    occurredAt: z.iso.datetime({ offset: true }),
    ip: origin,
    userAgent: origin,
  }),
  "mail.factor_code": z.object({ sentCodeId: z.uuid(), ip: origin, userAgent: origin }),
  "sms.factor_code": z.object({ sentCodeId: z.uuid(), ip: origin, userAgent: origin }),
  "mail.invitation": z.object({ invitationId: z.uuid() }),
  "mail.membership_notice": z.object({
    userId: z.uuid(),
    to: z.string().min(3),
    notice: z.enum(["added", "removed"]),
    organizationName: z.string(),
  }),
  "organizations.shorten_sessions": z.object({
    organizationId: z.uuid(),
    userId: z.uuid().optional(),
    from: z.iso.datetime(),
    after: z.uuid().optional(),
  }),
  "accounts.data_export": z.object({ exportId: z.uuid() }),
  "organizations.audit_export": z.object({ exportId: z.uuid() }),
  "organizations.audit_check": z.object({ checkId: z.uuid() }),
  "contact.forward": z.object(contactMessage),
  "mail.contact": z.object({ ...contactMessage, to: z.string().min(3) }),
  // Scheduled jobs carry a note of their schedule, which nobody needs.
  "maintenance.cleanup": z.object({}),
  "impersonations.close": z.object({}),
  "audit.seal": z.object({}),
  "statistics.count": z.object({}),
};

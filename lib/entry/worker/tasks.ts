import type { Task, TaskList } from "graphile-worker";
import { z } from "zod";
import { makeDataExport } from "@/lib/accounts/data-export/make";
import { findAndMail } from "@/lib/accounts/find-and-mail";
import { mailAlreadyRegistered, mailSecurityNotice } from "@/lib/accounts/mail-notices";
import { mailOneTimeToken } from "@/lib/accounts/mail-one-time-token";
import { sealAuditEvents } from "@/lib/audit/seal";
import { forwardContactMessage, mailContactMessage } from "@/lib/contact/mail-contact";
import { cleanUp } from "@/lib/entry/maintenance";
import { mailFactorCode, textFactorCode } from "@/lib/factors/deliver-code";
import { log } from "@/lib/log";
import { MailRefused } from "@/lib/mail/transport";
import { runAuditCheck } from "@/lib/organizations/audit-check";
import { makeAuditExport } from "@/lib/organizations/audit-export-job";
import { mailInvitation } from "@/lib/organizations/mail-invitation";
import { shortenMemberSessions } from "@/lib/organizations/session-limits";
import { mailMembershipNotice } from "@/lib/organizations/tell-member";
import type { JobHandler } from "@/lib/queue/handler";
import type { JobName } from "@/lib/queue/jobs";
import { MAIL_RETRY_MS } from "@/lib/queue/mail-retries";
import { JOB_PAYLOADS } from "@/lib/queue/payloads";
import { closeImpersonations } from "@/lib/sessions/impersonation";
import { lookAtSignIn } from "@/lib/signin/look";
import { mailDeviceApproval } from "@/lib/signin/mail-device-approval";
import { mailSignInAlert } from "@/lib/signin/mail-sign-in-alert";
import { TextRefused } from "@/lib/sms/message";
import { keepStatistics } from "@/lib/statistics/keep";

/** Who does which job. */
export type Handlers = { [N in JobName]: JobHandler<N> };

export const HANDLERS: Handlers = {
  "mail.one_time_token": mailOneTimeToken,
  "mail.already_registered": mailAlreadyRegistered,
  "mail.security_notice": mailSecurityNotice,
  "mail.device_approval": mailDeviceApproval,
  "mail.sign_in_alert": mailSignInAlert,
  "signin.look": lookAtSignIn,
  "mail.factor_code": mailFactorCode,
  "sms.factor_code": textFactorCode,
  "mail.invitation": mailInvitation,
  "mail.membership_notice": mailMembershipNotice,
  "organizations.shorten_sessions": shortenMemberSessions,
  "accounts.find_and_mail": findAndMail,
  "accounts.data_export": makeDataExport,
  "organizations.audit_export": makeAuditExport,
  "organizations.audit_check": runAuditCheck,
  "contact.forward": forwardContactMessage,
  "mail.contact": mailContactMessage,
  "maintenance.cleanup": async () => void (await cleanUp()),
  "impersonations.close": async () => void (await closeImpersonations()),
  "audit.seal": async () => void (await sealAuditEvents()),
  "statistics.count": async () => void (await keepStatistics()),
};

/** The handlers as the queue wants them: payload parsed, every end logged with the job's id. */
export function taskList(handlers: Handlers): TaskList {
  return {
    "mail.one_time_token": task("mail.one_time_token", handlers),
    "mail.already_registered": task("mail.already_registered", handlers),
    "mail.security_notice": task("mail.security_notice", handlers),
    "mail.device_approval": task("mail.device_approval", handlers),
    "mail.sign_in_alert": task("mail.sign_in_alert", handlers),
    "signin.look": task("signin.look", handlers),
    "mail.factor_code": task("mail.factor_code", handlers),
    "sms.factor_code": task("sms.factor_code", handlers),
    "mail.invitation": task("mail.invitation", handlers),
    "mail.membership_notice": task("mail.membership_notice", handlers),
    "organizations.shorten_sessions": task("organizations.shorten_sessions", handlers),
    "accounts.find_and_mail": task("accounts.find_and_mail", handlers),
    "accounts.data_export": task("accounts.data_export", handlers),
    "organizations.audit_export": task("organizations.audit_export", handlers),
    "organizations.audit_check": task("organizations.audit_check", handlers),
    "contact.forward": task("contact.forward", handlers),
    "mail.contact": task("mail.contact", handlers),
    "maintenance.cleanup": task("maintenance.cleanup", handlers),
    "impersonations.close": task("impersonations.close", handlers),
    "audit.seal": task("audit.seal", handlers),
    "statistics.count": task("statistics.count", handlers),
  };
}

function task<N extends JobName>(name: N, handlers: Handlers): Task {
  return async (payload, { job }) => {
    const jobLog = log.child({ job_id: job.id, job: name, attempt: job.attempts });
    const started = performance.now();
    try {
      const handle: JobHandler<N> = handlers[name];
      await handle(JOB_PAYLOADS[name].parse(payload), { id: job.id, attempt: job.attempts, queuedAt: job.created_at });
      jobLog.debug({ duration_ms: Math.round(performance.now() - started) }, "job done");
    } catch (error) {
      if (isHopeless(error) || isTooOld(name, job.created_at)) {
        jobLog.error({ err: error }, "job given up: trying again cannot help");
        return;
      }
      const isLast = job.attempts >= job.max_attempts;
      if (isLast) jobLog.error({ err: error }, "job given up after its last attempt");
      else jobLog.warn({ err: error }, "job failed and will be tried again");
      throw error;
    }
  };
}

const isHopeless = (error: unknown): boolean => error instanceof MailRefused || error instanceof TextRefused || error instanceof z.ZodError;

/** Failed mails are counted by age, not by attempts: see lib/queue/mail-retries.ts. */
const isTooOld = (name: JobName, queuedAt: Date): boolean => name.startsWith("mail.") && Date.now() - queuedAt.getTime() > MAIL_RETRY_MS;

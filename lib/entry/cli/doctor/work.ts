import { auditStatus } from "@/lib/audit/status";
import { pool } from "@/lib/db";
import { type Diagnosis, outcomes } from "@/lib/entry/cli/doctor/diagnosis";
import { mailStatus } from "@/lib/mail/mailer";
import { redis } from "@/lib/redis";

/** How late something that is due every minute may be, in milliseconds. */
const LATE_MS = 5 * 60_000;

/** Whether mail can leave. */
export async function checkMail(): Promise<Diagnosis> {
  const { ok, failure } = outcomes("mail");
  const { ok: isFine, transport, detail } = await mailStatus();
  if (!isFine)
    return failure(`Mail cannot leave: ${detail}`, "Check RESEND_API_KEY or SMTP_URL. What waits is sent by itself once it works.");
  if (transport === "inbox") return ok("Mail goes to the built-in inbox at /dev/inbox, and to nobody else.");
  return ok(`${detail} (${transport})`);
}

/** Whether somebody does the queued work. */
export async function checkQueue(): Promise<Diagnosis> {
  const { ok, warning } = outcomes("queue");
  const { rows } = await pool.query<{ late: number; dead: number }>(
    `SELECT count(*) FILTER (WHERE attempts < max_attempts AND locked_at IS NULL AND run_at < now() - interval '5 minutes')::int AS late,
            count(*) FILTER (WHERE attempts >= max_attempts)::int AS dead
     FROM graphile_worker.jobs`,
  );
  const { late = 0, dead = 0 } = rows[0] ?? {};
  if (late > 0)
    return warning(`${late} jobs should have run five minutes ago.`, "Nobody does the queued work while the portal is stopped: npm start");
  if (dead > 0) return warning(`${dead} jobs were given up after their last attempt.`, "The log says why; look for the job's id.");
  return ok("No job is late.");
}

/** Whether the audit trail is guarded, sealed, and belongs to our key. */
export async function checkAudit(): Promise<Diagnosis> {
  const { ok, warning, failure } = outcomes("audit trail");
  const status = await auditStatus();
  if (!status.isGuarded) {
    return failure(
      "The database no longer refuses changes of audit rows: a trigger is missing or off.",
      "Find out who did it; then: npm run portico -- audit verify",
    );
  }
  if (status.isKeyRight === false) {
    return failure("The newest seal was not made with this ENCRYPTION_KEY.", "Bring back the key, or run: npm run portico -- audit verify");
  }
  const waitedMs = status.oldestPendingAt ? Date.now() - status.oldestPendingAt.getTime() : 0;
  if (waitedMs > LATE_MS) {
    return warning(
      `${status.pendingEvents} rows have waited for a seal for ${Math.round(waitedMs / 60_000)} minutes.`,
      "Start the portal, or run: npm run portico -- audit seal",
    );
  }
  const head = status.heads.find((candidate) => candidate.scope === "platform");
  return ok(head ? `Sealed up to ${head.sequence}, ${head.hash.slice(0, 16)}….` : "Nothing has been sealed yet.");
}

/** Whether Redis answers where one is set, and keeps the counters that it is given. */
export async function checkRedis(): Promise<Diagnosis> {
  const { ok, warning } = outcomes("redis");
  if (!redis) return ok("None is set: PostgreSQL counts the limits.");
  if (!(await redis.answers())) {
    return warning("Redis does not answer: PostgreSQL counts the limits.", "Start it, or correct or remove REDIS_URL.");
  }
  const policy = await redis.setting("maxmemory-policy");
  if (policy !== null && policy !== "noeviction") {
    return warning(`Redis may throw counters away when it is full (${policy}).`, "Set its maxmemory-policy to noeviction.");
  }
  return ok("Redis answers.");
}

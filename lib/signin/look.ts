import { db } from "@/lib/db";
import { placeOf } from "@/lib/place";
import { enqueue } from "@/lib/queue/enqueue";
import type { JobHandler } from "@/lib/queue/handler";
import { type Seen, suspicionsIn } from "@/lib/signin/suspicion";

const DAY_MS = 24 * 60 * 60 * 1000;

/** How far back sign-ins are compared with, in milliseconds, and how many of them. */
const BACK_MS = 90 * DAY_MS;
const MOST_BEFORE = 50;

/** How long "this wasn't me" can be said, in milliseconds. */
const ALERT_LIFE_MS = 7 * DAY_MS;

/**
 * Looks at one sign-in after its session was opened, and has its owner mailed where something in it is unlike them. By the facts of that
 * moment, so that whoever signs out at once is told of all the same.
 */
export const lookAtSignIn: JobHandler<"signin.look"> = async (payload) => {
  const { sessionId, userId, nameHash, ip, userAgent } = payload;
  const at = new Date(payload.occurredAt);
  const before = await signInsBefore(userId, sessionId, at);
  const failures = await failuresBefore(userId, before[0]?.at, at);
  const now = { ip, at, place: await placeOf(ip) };
  const reasons = suspicionsIn({ now, isNewDevice: payload.isNewDevice, before, failures });
  if (reasons.length === 0) return;
  const device = nameHash ? await db.device.findUnique({ where: { userId_nameHash: { userId, nameHash } }, select: { id: true } }) : null;
  await db.$transaction(async (tx) => {
    const user = await tx.user.findUnique({ where: { id: userId }, select: { email: true } });
    if (!user) return;
    const data = { userId, email: user.email, sessionId, deviceId: device?.id ?? null, reasons, ip, userAgent, occurredAt: at };
    // A second run of this job finds the alert of the first.
    const [alert] = await tx.signInAlert.createManyAndReturn({
      data: [{ ...data, expiresAt: new Date(Date.now() + ALERT_LIFE_MS) }],
      skipDuplicates: true,
      select: { id: true },
    });
    if (alert) await enqueue(tx, "mail.sign_in_alert", { alertId: alert.id });
  });
};

async function signInsBefore(userId: string, sessionId: string, at: Date): Promise<Seen[]> {
  const rows = await db.auditEvent.findMany({
    where: {
      targetId: userId,
      action: "session.created",
      sessionId: { not: sessionId },
      occurredAt: { lt: at, gt: new Date(at.getTime() - BACK_MS) },
    },
    orderBy: { id: "desc" },
    take: MOST_BEFORE,
    select: { ip: true, occurredAt: true },
  });
  return Promise.all(rows.map(async ({ ip, occurredAt }) => ({ ip, at: occurredAt, place: await placeOf(ip) })));
}

const failuresBefore = (userId: string, lastSuccess: Date | undefined, at: Date): Promise<number> => {
  const from = new Date(Math.max(lastSuccess?.getTime() ?? 0, at.getTime() - DAY_MS));
  return db.auditEvent.count({ where: { targetId: userId, action: "session.failed", occurredAt: { gt: from, lt: at } } });
};

/** Deletes up to `batch` alerts whose time has ended. @returns how many went. */
export async function deleteExpiredAlerts(batch: number): Promise<number> {
  return db.$executeRaw`
    DELETE FROM sign_in_alerts WHERE id IN (
      SELECT id FROM sign_in_alerts WHERE expires_at < now() ORDER BY expires_at LIMIT ${batch} FOR UPDATE SKIP LOCKED
    )`;
}

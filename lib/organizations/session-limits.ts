import { randomUUID } from "node:crypto";
import type { SystemActor } from "@/lib/access/actor";
import { audit } from "@/lib/audit/audit";
import { db, type Tx } from "@/lib/db";
import { readPolicy, type StoredPolicy } from "@/lib/organizations/stored-policy";
import { enqueue } from "@/lib/queue/enqueue";
import type { Jobs } from "@/lib/queue/jobs";
import { shortenSessions } from "@/lib/sessions/member-limits";

/** Batches of one run of the job; what is left is another job's, so that a large organization holds up nobody else's mail. */
const BATCHES = 20;

const limitsSessions = (policy: StoredPolicy): boolean => policy.session_idle_seconds !== null || policy.session_absolute_seconds !== null;

/**
 * Queues, in the caller's transaction, the shortening of sessions that are open: those of all members, or of one who has
 * just come in. It begins, and the new ends count from, when the policy is enforced. Nothing where it limits no sessions.
 */
export async function followSessionLimits(tx: Tx, organizationId: string, userId?: string): Promise<void> {
  const row = await tx.organization.findUnique({ where: { id: organizationId }, select: { securityPolicy: true } });
  const policy = readPolicy(row?.securityPolicy);
  if (!limitsSessions(policy) || policy.enforced_from === null) return;
  const from = new Date(Math.max(Date.now(), Date.parse(policy.enforced_from)));
  await enqueue(
    tx,
    "organizations.shorten_sessions",
    { organizationId, from: from.toISOString(), ...(userId ? { userId } : {}) },
    // Of several changes only the last has to be followed.
    { runAt: from, ...(userId ? {} : { key: `organizations.shorten_sessions:${organizationId}` }) },
  );
}

/**
 * The job: shortens open sessions to what the policy says at this moment, a thousand members at a time, and hands what is
 * left to another job. A policy that was changed meanwhile and is not enforced yet has a job of its own.
 */
export async function shortenMemberSessions(job: Jobs["organizations.shorten_sessions"]): Promise<void> {
  const { organizationId, userId, from } = job;
  const row = await db.organization.findUnique({ where: { id: organizationId, deletedAt: null }, select: { securityPolicy: true } });
  const policy = readPolicy(row?.securityPolicy);
  if (!limitsSessions(policy) || policy.enforced_from === null || Date.parse(policy.enforced_from) > Date.now()) return;
  const shortening = {
    organizationId,
    ...(userId ? { userId } : {}),
    idleSeconds: policy.session_idle_seconds,
    absoluteSeconds: policy.session_absolute_seconds,
    from: new Date(from),
  };
  let after = job.after ?? null;
  let count = 0;
  for (let batch = 0; batch < BATCHES; batch += 1) {
    const { shortened, last } = await shortenSessions(shortening, after);
    count += shortened;
    after = last;
    if (after === null) break;
  }
  await db.$transaction(async (tx) => {
    if (count > 0) await tellAudit(tx, { organizationId, userId, count });
    if (after !== null) await enqueue(tx, "organizations.shorten_sessions", { ...job, after });
  });
}

async function tellAudit(tx: Tx, { organizationId, userId, count }: { organizationId: string; userId: string | undefined; count: number }) {
  const actor: SystemActor = { kind: "system", name: "worker", context: { requestId: randomUUID(), ip: null, userAgent: null } };
  await audit(tx, actor, {
    action: "organization.sessions_shortened",
    scope: organizationId,
    target: userId ? { type: "user", id: userId } : { type: "organization", id: organizationId },
    details: { count },
  });
}

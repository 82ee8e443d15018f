import { randomUUID } from "node:crypto";
import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { authorize } from "@/lib/access/authorize";
import { audit } from "@/lib/audit/audit";
import { describeFinding } from "@/lib/audit/findings";
import { type AuditReport, verifyAudit } from "@/lib/audit/verify";
import { db } from "@/lib/db";
import type { AuditCheck } from "@/lib/generated/prisma/client";
import { limit } from "@/lib/limits/limit";
import {
  type AuditCheckResult,
  type AuditCheckView,
  type auditCheckContract,
  auditCheckResult,
} from "@/lib/organizations/audit-check.schema";
import { enqueue } from "@/lib/queue/enqueue";
import type { JobHandler } from "@/lib/queue/handler";

type Named = z.output<typeof auditCheckContract.input>;

/** How often the job is tried. */
const ATTEMPTS = 3;

/** After so long a verification that says nothing counts as lost, and another one may be asked for; in milliseconds. */
const LOST_MS = 60 * 60 * 1000;

const MOST_FINDINGS = 100;

/** The newest verification of an organization's audit log. @throws AppError NOT_FOUND, FORBIDDEN. */
export async function findAuditCheck(actor: Actor, { organization_id: organizationId }: Named): Promise<AuditCheckView> {
  await authorize(actor, "audit.read", { organizationId });
  return view(await db.auditCheck.findUnique({ where: { organizationId } }));
}

/**
 * Has the log verified by a job; one that is at work goes on. That it was asked for is a row of the log, and so is what came
 * of it. @throws AppError NOT_FOUND, FORBIDDEN, RATE_LIMITED.
 */
export async function requestAuditCheck(actor: Actor, { organization_id: organizationId }: Named): Promise<AuditCheckView> {
  await authorize(actor, "audit.read", { organizationId });
  const spent = await limit("audit.verify", organizationId);
  const checkId = randomUUID();
  const begun = await db.$transaction(async (tx) => {
    const lost = new Date(Date.now() - LOST_MS);
    const [row] = await tx.$queryRaw<{ id: string }[]>`
      INSERT INTO audit_checks (organization_id, id) VALUES (${organizationId}::uuid, ${checkId}::uuid)
      ON CONFLICT (organization_id) DO UPDATE
        SET id = excluded.id, status = 'running', progress = 0, result = NULL, requested_at = now(), finished_at = NULL
        WHERE audit_checks.status <> 'running' OR audit_checks.requested_at < ${lost}
      RETURNING id::text`;
    if (!row) return false;
    await enqueue(tx, "organizations.audit_check", { checkId }, { maxAttempts: ATTEMPTS });
    await audit(tx, actor, {
      action: "audit.check_requested",
      scope: organizationId,
      target: { type: "organization", id: organizationId },
    });
    return true;
  });
  if (!begun) await spent.refund();
  return findAuditCheck(actor, { organization_id: organizationId });
}

/** Verifies the log for one `AuditCheck`. */
export const runAuditCheck: JobHandler<"organizations.audit_check"> = async ({ checkId }, job) => {
  const running = { id: checkId, status: "running" } as const;
  const row = await db.auditCheck.findUnique({ where: running, select: { organizationId: true } });
  if (!row) return;
  const scope = row.organizationId;
  try {
    const report = await verifyAudit({
      scope,
      onProgress: async (share) => {
        const progress = Math.min(99, Math.floor(share * 100));
        await db.auditCheck.updateMany({ where: { ...running, progress: { lt: progress } }, data: { progress } });
      },
    });
    const result = resultOf(report);
    await db.$transaction(async (tx) => {
      const { count } = await tx.auditCheck.updateMany({
        where: running,
        data: { status: "finished", progress: 100, result, finishedAt: new Date() },
      });
      if (count === 0) return;
      const worker: Actor = { kind: "system", name: "worker", context: { requestId: checkId, ip: null, userAgent: null } };
      const { sealed_events, waiting_events, removed_events, finding_count } = result;
      await audit(tx, worker, {
        action: "audit.checked",
        outcome: result.ok ? "success" : "failure",
        scope,
        target: { type: "organization", id: scope },
        details: { sealed_events, waiting_events, removed_events, finding_count },
      });
    });
  } catch (error) {
    if (job.attempt >= ATTEMPTS) await db.auditCheck.updateMany({ where: running, data: { status: "failed", finishedAt: new Date() } });
    throw error;
  }
};

function resultOf(report: AuditReport): AuditCheckResult {
  const [scope] = report.scopes;
  return {
    ok: report.ok,
    sealed_events: (scope?.sealedEvents ?? 0) - (scope?.removedEvents ?? 0),
    waiting_events: scope?.pendingEvents ?? 0,
    removed_events: scope?.removedEvents ?? 0,
    finding_count: report.findingCount,
    findings: report.findings.slice(0, MOST_FINDINGS).map((finding) => ({
      kind: finding.kind,
      event_id: "eventId" in finding ? finding.eventId : null,
      sentence: describeFinding(finding),
    })),
    head: scope?.head ? { sequence: scope.head.sequence, hash: scope.head.hash } : null,
  };
}

function view(row: AuditCheck | null): AuditCheckView {
  return {
    status: row?.status ?? "none",
    progress: row?.progress ?? 0,
    requested_at: row?.requestedAt.toISOString() ?? null,
    finished_at: row?.finishedAt?.toISOString() ?? null,
    result: auditCheckResult.safeParse(row?.result).data ?? null,
  };
}

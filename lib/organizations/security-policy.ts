import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { authorize } from "@/lib/access/authorize";
import { audit } from "@/lib/audit/audit";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { changeAccess } from "@/lib/organizations/change-access";
import { getSecurityPolicyContract, securityPolicy, type setSecurityPolicyContract } from "@/lib/organizations/security-policy.schema";

type PolicyView = z.input<typeof getSecurityPolicyContract.output>;

const DAY_MS = 24 * 60 * 60 * 1000;

const UNCHANGED: PolicyView = { ...securityPolicy.parse({}), changed_at: null, enforced_from: null };

/** What is stored as a policy; what another version wrote and this one does not understand counts as unchanged. */
const readPolicy = (stored: unknown): PolicyView =>
  getSecurityPolicyContract.output.safeParse({ ...UNCHANGED, ...Object(stored) }).data ?? UNCHANGED;

/** What an organization demands of its members; all of them may know. @throws AppError NOT_FOUND. */
export async function getSecurityPolicy(actor: Actor, input: z.output<typeof getSecurityPolicyContract.input>): Promise<PolicyView> {
  const organizationId = input.organization_id;
  await authorize(actor, "organization.read", { organizationId });
  const row = await db.organization.findUnique({ where: { id: organizationId }, select: { securityPolicy: true } });
  if (!row) throw notFound("There is no such organization.");
  return readPolicy(row.securityPolicy);
}

/** Replaces the policy; its grace begins anew. @throws AppError NOT_FOUND, FORBIDDEN, VALIDATION_ERROR. */
export async function setSecurityPolicy(actor: Actor, input: z.output<typeof setSecurityPolicyContract.input>): Promise<PolicyView> {
  const { organization_id: organizationId, ...policy } = input;
  return changeAccess(actor, "security.manage", { organizationId }, async (tx) => {
    const before = await tx.organization.findUniqueOrThrow({ where: { id: organizationId }, select: { securityPolicy: true } });
    const now = Date.now();
    const stored = {
      ...policy,
      changed_at: new Date(now).toISOString(),
      enforced_from: new Date(now + policy.grace_days * DAY_MS).toISOString(),
    };
    await tx.organization.update({ where: { id: organizationId }, data: { securityPolicy: stored }, select: { id: true } });
    const { changed_at: _changed, enforced_from: _enforced, ...former } = readPolicy(before.securityPolicy);
    await audit(tx, actor, {
      action: "organization.policy_changed",
      scope: organizationId,
      target: { type: "organization", id: organizationId },
      details: { from: { ...former, allowed_methods: former.allowed_methods ?? null }, to: policy },
    });
    return stored;
  });
}

import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { authorize } from "@/lib/access/authorize";
import { audit } from "@/lib/audit/audit";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { changeAccess } from "@/lib/organizations/change-access";
import { assertMeetsOwn } from "@/lib/organizations/own-compliance";
import type { getSecurityPolicyContract, securityPolicy, setSecurityPolicyContract } from "@/lib/organizations/security-policy.schema";
import { followSessionLimits } from "@/lib/organizations/session-limits";
import { readPolicy, type StoredPolicy } from "@/lib/organizations/stored-policy";

type PolicyView = z.output<typeof getSecurityPolicyContract.output>;
type Demands = z.output<typeof securityPolicy>;

const DAY_MS = 24 * 60 * 60 * 1000;

/** What an organization demands of its members; all of them may know, also those that it keeps out. @throws AppError NOT_FOUND. */
export async function getSecurityPolicy(actor: Actor, input: z.output<typeof getSecurityPolicyContract.input>): Promise<PolicyView> {
  const organizationId = input.organization_id;
  const { unmet } = await authorize(actor, "organization.read", { organizationId, policy: "unmet" });
  const row = await db.organization.findUnique({ where: { id: organizationId }, select: { securityPolicy: true } });
  if (!row) throw notFound("There is no such organization.");
  return { ...readPolicy(row.securityPolicy), unmet };
}

/**
 * Replaces the policy. Members have its grace to comply, from now; what is enforced already and does not ask for more stays
 * enforced. Whoever sets it must comply themselves.
 * @throws AppError NOT_FOUND, FORBIDDEN, VALIDATION_ERROR.
 */
export async function setSecurityPolicy(actor: Actor, input: z.output<typeof setSecurityPolicyContract.input>): Promise<PolicyView> {
  const { organization_id: organizationId, ...policy } = input;
  return changeAccess(actor, "security.manage", { organizationId }, async (tx, access) => {
    await assertMeetsOwn(tx, actor, access, policy);
    const before = await tx.organization.findUniqueOrThrow({ where: { id: organizationId }, select: { securityPolicy: true } });
    const former = readPolicy(before.securityPolicy);
    const now = new Date();
    const stored = { ...policy, changed_at: now.toISOString(), enforced_from: enforcedFrom(former, policy, now) };
    await tx.organization.update({ where: { id: organizationId }, data: { securityPolicy: stored }, select: { id: true } });
    await followSessionLimits(tx, organizationId);
    const { changed_at: _changed, enforced_from: _enforced, ...from } = former;
    await audit(tx, actor, {
      action: "organization.policy_changed",
      scope: organizationId,
      target: { type: "organization", id: organizationId },
      details: { from: { ...from, allowed_methods: from.allowed_methods ?? null }, to: policy },
    });
    return { ...stored, unmet: null };
  });
}

function enforcedFrom(former: StoredPolicy, policy: Demands, now: Date): string {
  const isEnforced = former.enforced_from !== null && Date.parse(former.enforced_from) <= now.getTime();
  if (isEnforced && former.enforced_from !== null && !asksForMore(former, policy)) return former.enforced_from;
  return new Date(now.getTime() + policy.grace_days * DAY_MS).toISOString();
}

/** Whether somebody who complied with the one may not comply with the other. */
function asksForMore(former: Demands, policy: Demands): boolean {
  if (policy.password_policy !== null && policy.password_policy !== former.password_policy) return true;
  if (policy.require_second_factor && !former.require_second_factor) return true;
  if (policy.require_device_approval && !former.require_device_approval) return true;
  if (policy.require_passkey && !former.require_passkey) return true;
  const { allowed_methods: allowed } = policy;
  if (allowed === null) return false;
  return former.allowed_methods === null || former.allowed_methods.some((method) => !allowed.includes(method));
}

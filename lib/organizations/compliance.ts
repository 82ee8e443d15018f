import { isDeepStrictEqual } from "node:util";
import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { authorize } from "@/lib/access/authorize";
import { holds } from "@/lib/access/organization-access";
import { db } from "@/lib/db";
import type { complianceContract, listNotComplyingContract, previewSecurityPolicyContract } from "@/lib/organizations/compliance.schema";
import { findNotComplying } from "@/lib/organizations/not-complying";
import { ownAsks } from "@/lib/organizations/own-compliance";
import { readPolicy, type StoredPolicy } from "@/lib/organizations/stored-policy";

/** Beyond so many it only matters that they are many. */
const COUNTED = 1_000;

const SAMPLE = 5;

async function policyOf(organizationId: string): Promise<StoredPolicy> {
  const row = await db.organization.findUnique({ where: { id: organizationId }, select: { securityPolicy: true } });
  return readPolicy(row?.securityPolicy);
}

/** How many members do not comply with the policy yet, counted up to 1,000. @throws AppError NOT_FOUND, FORBIDDEN. */
export async function getCompliance(
  actor: Actor,
  input: z.output<typeof complianceContract.input>,
): Promise<z.input<typeof complianceContract.output>> {
  const organizationId = input.organization_id;
  await authorize(actor, "security.manage", { organizationId });
  const policy = await policyOf(organizationId);
  const found = await findNotComplying(organizationId, policy, { after: null, limit: COUNTED + 1 });
  return { ...counted(found.length), enforced_from: policy.enforced_from };
}

const counted = (found: number) => ({ not_complying: Math.min(found, COUNTED), is_more: found > COUNTED });

/** Who does not comply yet and why, in the order in which they joined. Keyset paging. @throws AppError NOT_FOUND, FORBIDDEN. */
export async function listNotComplying(
  actor: Actor,
  input: z.output<typeof listNotComplyingContract.input>,
): Promise<z.input<typeof listNotComplyingContract.output>> {
  const organizationId = input.organization_id;
  await authorize(actor, "security.manage", { organizationId });
  await authorize(actor, "members.read", { organizationId });
  const skip = input.skip ?? 0;
  const wanted = { after: input.cursor ?? null, limit: skip + input.limit + 1 };
  const found = (await findNotComplying(organizationId, await policyOf(organizationId), wanted)).slice(skip);
  const page = found.slice(0, input.limit);
  return {
    items: page.map(({ member }) => member),
    next_cursor: found.length > input.limit ? (page.at(-1)?.membershipId ?? null) : null,
  };
}

/** What a policy would change that is not saved: whom it would keep out once it is enforced. Changes nothing. @throws AppError NOT_FOUND, FORBIDDEN. */
export async function previewSecurityPolicy(
  actor: Actor,
  input: z.output<typeof previewSecurityPolicyContract.input>,
): Promise<z.input<typeof previewSecurityPolicyContract.output>> {
  const { organization_id: organizationId, ...policy } = input;
  const access = await authorize(actor, "security.manage", { organizationId });
  const former = await policyOf(organizationId);
  const found = await findNotComplying(organizationId, policy, { after: null, limit: COUNTED + 1 });
  const sample = holds(access, "members.read", null) ? found.slice(0, SAMPLE) : [];
  return {
    ...counted(found.length),
    sample: sample.map(({ member }) => member),
    own: await ownAsks(db, actor, access, policy),
    changes: Object.entries(policy).flatMap(([name, value]) => (isDeepStrictEqual(value, Reflect.get(former, name)) ? [] : [name])),
  };
}

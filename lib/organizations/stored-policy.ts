import type { z } from "zod";
import { securityPolicy, storedPolicy } from "@/lib/organizations/security-policy.schema";

export type StoredPolicy = z.output<typeof storedPolicy>;

const UNCHANGED: StoredPolicy = { ...securityPolicy.parse({}), changed_at: null, enforced_from: null };

/** What is stored as a policy; what another version wrote and this one does not understand counts as unchanged. */
export const readPolicy = (stored: unknown): StoredPolicy => storedPolicy.safeParse({ ...UNCHANGED, ...Object(stored) }).data ?? UNCHANGED;

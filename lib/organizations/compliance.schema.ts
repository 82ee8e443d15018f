import { z } from "zod";
import { policyAsk } from "@/lib/access/policy.schema";
import { organizationId } from "@/lib/organizations/fields.schema";
import { setSecurityPolicyContract } from "@/lib/organizations/security-policy.schema";
import { pageCursor, pageLimit, pageSkip } from "@/lib/paging.schema";

/** How many a policy keeps out, counted up to 1,000. */
const count = {
  not_complying: z.number().int(),
  /** True where there are more than were counted. */
  is_more: z.boolean(),
};

/** A member who does not comply, and what is asked of them. */
const notComplying = z.object({
  user_id: z.uuid(),
  email: z.string(),
  full_name: z.string().nullable(),
  asks: z.array(policyAsk),
});

export type NotComplying = z.infer<typeof notComplying>;

export const complianceContract = {
  input: z.object({ organization_id: organizationId }),
  output: z.object({
    ...count,
    /** From then on they are kept out; null where nothing was ever demanded. */
    enforced_from: z.iso.datetime().nullable(),
  }),
};

export const listNotComplyingContract = {
  input: z.object({
    organization_id: organizationId,
    limit: pageLimit(50),
    cursor: pageCursor,
    skip: pageSkip,
  }),
  output: z.object({ items: z.array(notComplying), next_cursor: z.string().nullable() }),
};

export const previewSecurityPolicyContract = {
  input: setSecurityPolicyContract.input,
  output: z.object({
    ...count,
    /** The first of them; empty for whoever may not see members. */
    sample: z.array(notComplying),
    /** What of it the caller's own sign-in does not meet: it would be refused. */
    own: z.array(policyAsk),
    /** Which fields differ from what holds now. */
    changes: z.array(z.string()),
  }),
};

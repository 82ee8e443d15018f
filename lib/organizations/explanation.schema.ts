import { z } from "zod";
import { organizationId, unitId, userId } from "@/lib/organizations/fields.schema";

const reach = {
  role: z.string().nullable(),
  role_name: z.string().nullable(),
  /** The unit the role is limited to; null is the whole organization. */
  unit_id: z.uuid().nullable(),
  unit_name: z.string().nullable(),
};

export const explainContract = {
  input: z.object({
    organization_id: organizationId,
    user_id: userId,
    permission: z.string({ error: "Name a permission." }).trim().max(64),
    /** Where they would do it; absent is the whole organization. */
    unit_id: unitId.optional(),
  }),
  output: z.object({
    allowed: z.boolean(),
    permission: z.string(),
    description: z.string(),
    /** Each of these is enough. */
    reasons: z.array(
      z.object({
        ...reach,
        /** `role`: the role holds it. `membership`: every member does. `operator`: administrators of the platform may do everything. */
        grant: z.enum(["role", "membership", "operator"]),
      }),
    ),
    /** Roles that hold it, but not there. */
    out_of_reach: z.array(z.object(reach)),
    /** Why nothing they have counts, where that is so. */
    obstacle: z.enum(["not_a_member", "suspended", "ended", "account_deactivated", "organization_deleted"]).nullable(),
    /** The answer in a sentence. */
    summary: z.string(),
  }),
};

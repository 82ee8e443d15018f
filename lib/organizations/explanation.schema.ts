import { z } from "zod";
import { organizationId, unitId, userId } from "@/lib/organizations/fields.schema";

const reach = {
  role: z.string().nullable(),
  role_name: z.string().nullable(),
  /** The unit the role is limited to; null is the whole organization. */
  unit_id: z.uuid().nullable(),
  unit_name: z.string().nullable(),
};

/** Why somebody may do something, or may not. */
const explanation = z.object({
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
});

export type ExplanationView = z.input<typeof explanation>;

const question = {
  organization_id: organizationId,
  user_id: userId,
  /** Where they would do it; absent is the whole organization. */
  unit_id: unitId.optional(),
};

export const explainContract = {
  input: z.object({ ...question, permission: z.string({ error: "Name a permission." }).trim().max(64) }),
  output: explanation,
};

export const explainAllContract = {
  input: z.object(question),
  output: z.object({ items: z.array(explanation), next_cursor: z.null() }),
};

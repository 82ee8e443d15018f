import { z } from "zod";
import { momentField, organizationId, roleField, unitScope, userId } from "@/lib/organizations/fields.schema";

/** How many members may be changed at once. */
export const MOST_MEMBERS_AT_ONCE = 100;

/** What can be done to many members at once. */
export const MEMBER_ACTS = ["change_role", "move", "suspend", "resume", "set_end", "remove"] as const;

export type MemberAct = (typeof MEMBER_ACTS)[number];

/** What became of one of them. */
const bulkResult = z.object({
  user_id: z.uuid(),
  /** `unchanged`: it was so already. */
  status: z.enum(["done", "unchanged", "refused"]),
  /** Why it was refused, in a sentence. */
  reason: z.string().nullable(),
  /** As it was, for whoever wants to take it back; null where nothing was done. */
  before: z
    .object({
      role: z.string(),
      unit_id: z.uuid().nullable(),
      status: z.enum(["active", "suspended"]),
      ends_at: z.iso.datetime().nullable(),
    })
    .nullable(),
});

export type BulkResult = z.input<typeof bulkResult>;

export const changeMembersContract = {
  input: z.object({
    organization_id: organizationId,
    user_ids: z
      .array(userId, { error: "Choose members." })
      .min(1, "Choose members.")
      .max(MOST_MEMBERS_AT_ONCE, `Change ${MOST_MEMBERS_AT_ONCE} members at once at most.`),
    act: z.enum(MEMBER_ACTS, { error: `An act is ${MEMBER_ACTS.join(", ")}.` }),
    /** For `change_role`. */
    role: roleField.optional(),
    /** For `move`, and for `change_role`, where an absent unit leaves everybody in theirs. Null is the whole organization. */
    unit_id: unitScope.optional(),
    /** For `set_end`. Null takes the end away. */
    ends_at: momentField.nullable().optional(),
  }),
  output: z.object({
    done: z.number().int(),
    unchanged: z.number().int(),
    refused: z.number().int(),
    results: z.array(bulkResult),
  }),
};

import { z } from "zod";
import { organizationId } from "@/lib/organizations/fields.schema";

/** Beyond so many it only matters that they are many. */
export const COUNTED_TO = 1_000;

/** Null for whoever may not see them in the whole organization. */
const count = z.number().int().nullable();

export const overviewContract = {
  input: z.object({ organization_id: organizationId }),
  output: z.object({
    /** Members and open invitations are counted up to 1,000. */
    members: count,
    open_invitations: count,
    /** The organization's own, besides the three that every one has. */
    roles: count,
    units: count,
    /** What a new organization has not done yet, of what the caller may do. */
    next_steps: z.array(z.enum(["invite", "role", "policy"])),
    /** Some of its owners: whom to ask. Every member sees them. */
    owners: z.array(z.object({ user_id: z.uuid(), full_name: z.string().nullable(), email: z.string() })),
  }),
};

export type OverviewView = z.input<typeof overviewContract.output>;

import { z } from "zod";
import { policyGap } from "@/lib/access/policy.schema";
import { nameField, organizationId, slugField } from "@/lib/organizations/fields.schema";
import { pageCursor, pageLimit, pageSkip, sortedCursor } from "@/lib/paging.schema";

/** Free-form settings of an organization: any JSON object of up to 16 KiB. */
const settingsField = z
  .record(z.string().max(200), z.json(), { error: "Settings must be a JSON object." })
  .refine((value) => new TextEncoder().encode(JSON.stringify(value)).length <= 16 * 1024, "Settings may take 16 KiB at most.");

/** A role that the caller has, and where. */
const heldRole = z.object({
  role: z.string(),
  role_name: z.string(),
  /** Null is the whole organization. */
  unit_id: z.uuid().nullable(),
});

/** What the caller may do in an organization. */
export const callerAccess = z.object({
  /** `operator` administers the platform, and may do everything. */
  as: z.enum(["member", "operator"]),
  roles: z.array(heldRole),
  /** Held in the whole organization. */
  permissions: z.array(z.string()),
  /** Held in some unit only. */
  unit_permissions: z.array(z.object({ unit_id: z.uuid(), permissions: z.array(z.string()) })),
  /** What of the policy this sign-in does not meet, while there is grace. */
  unmet: policyGap.nullable(),
});

/** An organization as its members see it. */
export const organizationView = z.object({
  id: z.uuid(),
  slug: z.string(),
  name: z.string(),
  logo: z.string().nullable(),
  settings: z.record(z.string(), z.json()),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
  deleted_at: z.iso.datetime().nullable(),
  /** Until when a deleted one can be restored. */
  restorable_until: z.iso.datetime().nullable(),
  access: callerAccess,
});

export type OrganizationView = z.input<typeof organizationView>;

export const organizationIdContract = { input: z.object({ organization_id: organizationId }) };

export const createOrganizationContract = {
  input: z.object({
    name: nameField,
    /** Made of the name when absent. */
    slug: z.preprocess((value) => (value === "" ? undefined : value), slugField.optional()),
  }),
  output: organizationView,
};

export const getOrganizationContract = {
  input: z.object({
    /** Its id or its slug. */
    organization_id: z.union([organizationId, slugField], { error: "This is not the id or the slug of an organization." }),
  }),
  output: organizationView,
};

/** An absent field stays as it is. */
export const updateOrganizationContract = {
  input: z.object({
    organization_id: organizationId,
    name: nameField.optional(),
    slug: slugField.optional(),
    settings: settingsField.optional(),
  }),
  output: organizationView,
};

export const deleteOrganizationContract = {
  input: z.object({
    organization_id: organizationId,
    /** The slug, typed by the person to be sure; programs may leave it out. */
    confirmation: z.string().trim().toLowerCase().optional(),
  }),
  output: z.object({ id: z.uuid(), status: z.literal("deleted"), restorable_until: z.iso.datetime() }),
};

/** One of one's organizations, for the switcher. */
export const myOrganization = z.object({
  id: z.uuid(),
  slug: z.string(),
  name: z.string(),
  logo: z.string().nullable(),
  role: z.string(),
  role_name: z.string(),
  unit_id: z.uuid().nullable(),
  status: z.enum(["active", "suspended", "ended"]),
  joined_at: z.iso.datetime(),
  ends_at: z.iso.datetime().nullable(),
  deleted_at: z.iso.datetime().nullable(),
  restorable_until: z.iso.datetime().nullable(),
});

export const listMyOrganizationsContract = {
  input: z.object({
    /** `deleted`: those of one's own that can still be restored. */
    state: z.enum(["live", "deleted"], { error: "A state is live or deleted." }).default("live"),
    limit: pageLimit(50),
    cursor: sortedCursor,
    skip: pageSkip,
  }),
  output: z.object({ items: z.array(myOrganization), next_cursor: z.string().nullable() }),
};

/** The same of somebody else, for administrators of the platform. */
export const listUserOrganizationsContract = {
  input: listMyOrganizationsContract.input.extend({ id: z.uuid({ error: "This is not the id of an account." }) }),
  output: listMyOrganizationsContract.output,
};

/** So many members are counted in a list at most. */
export const MEMBERS_COUNTED = 1_000;

/** An organization as an administrator of the platform sees it in a list. */
export const organizationSummary = organizationView.omit({ access: true, settings: true }).extend({
  /** Up to 1,000, which stands for as many or more. */
  member_count: z.number().int(),
});

export type OrganizationSummary = z.input<typeof organizationSummary>;

export const listOrganizationsContract = {
  input: z.object({
    /** Part of a name or slug, in any case. */
    search: z.string().trim().max(80).optional(),
    state: z.enum(["live", "deleted"], { error: "A state is live or deleted." }).optional(),
    limit: pageLimit(50),
    cursor: pageCursor,
    skip: pageSkip,
  }),
  output: z.object({ items: z.array(organizationSummary), next_cursor: z.string().nullable() }),
};

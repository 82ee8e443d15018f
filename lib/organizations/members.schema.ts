import { z } from "zod";
import { emailField } from "@/lib/email.schema";
import { momentField, organizationId, roleField, unitId, unitScope, userId } from "@/lib/organizations/fields.schema";
import { pageLimit, pageSkip, sortedCursor } from "@/lib/paging.schema";

/** One more role that a member has in a unit. */
export const unitRole = z.object({ id: z.uuid(), role: z.string(), role_name: z.string(), unit_id: z.uuid(), unit_name: z.string() });

/** A person as the people who run an organization see them. */
export const memberView = z.object({
  user_id: z.uuid(),
  email: z.string(),
  full_name: z.string().nullable(),
  picture: z.string().nullable(),
  role: z.string(),
  role_name: z.string(),
  /** The unit they belong to, and to which the role is limited; null is the whole organization. */
  unit_id: z.uuid().nullable(),
  unit_name: z.string().nullable(),
  unit_roles: z.array(unitRole),
  status: z.enum(["active", "suspended", "ended"]),
  ends_at: z.iso.datetime().nullable(),
  joined_at: z.iso.datetime(),
  last_seen_at: z.iso.datetime().nullable(),
  /** Whether their account is active, which the platform decides. */
  is_active: z.boolean(),
  /** Whether they sign in with a second factor; null for whoever may not know, which is who does not manage the security policy. */
  second_factor: z.boolean().nullable(),
});

export type MemberView = z.input<typeof memberView>;

/** What a list of members can be sorted by. */
export const MEMBER_SORTS = ["name", "email", "joined", "last_seen", "role"] as const;

export const listMembersContract = {
  input: z.object({
    organization_id: organizationId,
    /** Part of a name or an address; of one or two characters, how a name begins. */
    search: z.string().trim().toLowerCase().max(254).optional(),
    role: roleField.optional(),
    status: z.enum(["active", "suspended", "ended"], { error: "A status is active, suspended or ended." }).optional(),
    /** Those who belong to this unit or one below it. */
    unit_id: unitId.optional(),
    sort: z.enum(MEMBER_SORTS, { error: `Sort by ${MEMBER_SORTS.join(", ")}.` }).default("name"),
    order: z.enum(["asc", "desc"], { error: "An order is asc or desc." }).default("asc"),
    limit: pageLimit(50),
    cursor: sortedCursor,
    skip: pageSkip,
  }),
  output: z.object({ items: z.array(memberView), next_cursor: z.string().nullable() }),
};

const member = { organization_id: organizationId, user_id: userId };

export const memberContract = { input: z.object(member), output: memberView };

export const addMemberContract = {
  input: z
    .object({
      organization_id: organizationId,
      user_id: userId.optional(),
      /** For administrators of the platform; everybody else invites an address. */
      email: emailField.optional(),
      role: roleField.default("member"),
      unit_id: unitScope.default(null),
      ends_at: momentField.nullable().default(null),
    })
    .refine(({ user_id, email }) => (user_id === undefined) !== (email === undefined), {
      path: ["user_id"],
      error: "Name the account by its id.",
    }),
  output: memberView,
};

export const changeRoleContract = {
  input: z.object({
    ...member,
    role: roleField,
    /** Absent: the unit stays. Null: the whole organization. */
    unit_id: unitScope.optional(),
  }),
  output: memberView,
};

export const setEndContract = {
  input: z.object({
    ...member,
    /** Null takes the end away. */
    ends_at: momentField.nullable(),
  }),
  output: memberView,
};

export const removeMemberContract = {
  input: z.object(member),
  output: z.object({ user_id: z.uuid(), status: z.literal("removed") }),
};

export const leaveContract = {
  input: z.object({ organization_id: organizationId }),
  output: z.object({ organization_id: z.uuid(), status: z.literal("left") }),
};

export const addUnitRoleContract = {
  input: z.object({ ...member, role: roleField, unit_id: unitId }),
  output: memberView,
};

export const removeUnitRoleContract = {
  input: z.object({ ...member, assignment_id: z.uuid({ error: "This is not the id of a role in a unit." }) }),
  output: memberView,
};

import { z } from "zod";
import { descriptionField, nameField, organizationId } from "@/lib/organizations/fields.schema";

/** A role of an organization, built in or its own. */
export const roleView = z.object({
  /** Null for a built-in one, which cannot be changed. */
  id: z.uuid().nullable(),
  slug: z.string(),
  name: z.string(),
  description: z.string(),
  is_built_in: z.boolean(),
  permissions: z.array(z.string()),
  /** Who has it as their role or in a unit; counted up to 1,000. */
  holders: z.number().int(),
});

export type RoleView = z.input<typeof roleView>;

/** What a role of an organization's own is called: 2 to 48 letters, digits and hyphens. */
const ownRoleSlug = z
  .string()
  .trim()
  .toLowerCase()
  .min(2, "Use 2 characters or more.")
  .max(48, "Use 48 characters or fewer.")
  .regex(/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/, "Use letters, digits and hyphens; begin and end with a letter or digit.")
  .refine((slug) => !["owner", "admin", "member"].includes(slug), "Every organization has a role of this name. Choose another.");

/** Slugs of permissions; the domain knows which there are. */
const permissionsField = z.array(z.string().max(64), { error: "Choose permissions." }).max(100, "These are too many.");

export const listPermissionsContract = {
  input: z.object({}),
  output: z.object({
    items: z.array(z.object({ slug: z.string(), description: z.string(), built_in_roles: z.array(z.string()) })),
    next_cursor: z.null(),
  }),
};

export const listRolesContract = {
  input: z.object({ organization_id: organizationId }),
  output: z.object({ items: z.array(roleView), next_cursor: z.null() }),
};

export const createRoleContract = {
  input: z.object({
    organization_id: organizationId,
    name: nameField,
    /** Names the role to programs and never changes; made of the name when absent. */
    slug: z.preprocess((value) => (value === "" ? undefined : value), ownRoleSlug.optional()),
    description: descriptionField.default(""),
    permissions: permissionsField,
  }),
  output: roleView,
};

const role = { organization_id: organizationId, role_id: z.uuid({ error: "This is not the id of a role." }) };

/** An absent field stays as it is. */
export const updateRoleContract = {
  input: z.object({
    ...role,
    name: nameField.optional(),
    description: descriptionField.optional(),
    permissions: permissionsField.optional(),
  }),
  output: roleView,
};

export const deleteRoleContract = {
  input: z.object(role),
  output: z.object({ id: z.uuid(), status: z.literal("deleted") }),
};

export const duplicateRoleContract = {
  input: z.object({
    organization_id: organizationId,
    /** The role to copy, also a built-in one but the owner's. */
    role: z.string().trim().toLowerCase().max(48),
    name: nameField,
  }),
  output: roleView,
};

/** What would change if a role held these permissions instead. */
export const previewRoleContract = {
  input: z.object({ ...role, permissions: permissionsField }),
  output: z.object({
    gained: z.array(z.string()),
    lost: z.array(z.string()),
    /** What of it the caller may not give or take; the change would be refused when there is any. */
    not_held: z.array(z.string()),
    /** Whom it concerns; counted up to 1,000. */
    holders: z.number().int(),
    /** The first of those whom the caller sees, by name. */
    sample: z.array(z.object({ user_id: z.uuid(), email: z.string(), full_name: z.string().nullable() })),
  }),
};

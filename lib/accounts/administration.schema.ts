import { z } from "zod";
import { emailField, fullNameField, usernameField } from "@/lib/accounts/account-fields.schema";
import { pageLimit, pageSkip, sortedCursor } from "@/lib/paging.schema";
import { newPasswordField } from "@/lib/passwords/password.schema";

const role = z.enum(["admin", "user", "guest"], { error: "A role is admin, user or guest." });

/** A person as an administrator sees them in a list. */
export const accountView = z.object({
  id: z.uuid(),
  email: z.string(),
  email_verified: z.boolean(),
  username: z.string().nullable(),
  full_name: z.string().nullable(),
  role,
  is_active: z.boolean(),
  created_at: z.iso.datetime(),
  last_sign_in_at: z.iso.datetime().nullable(),
  /** Set while its owner has asked for its deletion and not signed in since. */
  erase_after: z.iso.datetime().nullable(),
});

export type AccountView = z.infer<typeof accountView>;

export const listAccountsContract = {
  input: z.object({
    /** Part of an address, username or name, in any case; one or two characters are looked for where words begin. */
    search: z.string().trim().max(254).optional(),
    role: role.optional(),
    status: z.enum(["active", "disabled"], { error: "A status is active or disabled." }).optional(),
    /** Whether the address was confirmed. */
    verified: z.enum(["yes", "no"], { error: "Say yes or no." }).optional(),
    /** Only those whose owners have asked for their deletion. */
    deletion: z.literal("pending", { error: "A deletion is pending." }).optional(),
    /** By `created` when absent. */
    sort: z.enum(["created", "email"], { error: "Sort by created or email." }).optional(),
    /** `desc` when absent for `created`, the newest first; `asc` for `email`. */
    order: z.enum(["asc", "desc"], { error: "An order is asc or desc." }).optional(),
    limit: pageLimit(50),
    cursor: sortedCursor,
    skip: pageSkip,
  }),
  output: z.object({ items: z.array(accountView), next_cursor: z.string().nullable() }),
};

export const userIdContract = { input: z.object({ id: z.uuid({ error: "This is not the id of an account." }) }) };

/** null and an empty text take a value away. */
const clearable = <S extends z.ZodType>(field: S) => z.preprocess((value) => (value === "" ? null : value), field.nullable().optional());

export const createUserContract = {
  input: z.object({
    email: emailField,
    password: newPasswordField.optional(),
    username: clearable(usernameField),
    full_name: clearable(fullNameField),
    role: role.default("user"),
    /** True when the administrator vouches for the address. */
    email_verified: z.boolean().default(false),
  }),
};

export const updateUserContract = {
  input: z.object({
    id: z.uuid({ error: "This is not the id of an account." }),
    role: role.optional(),
    username: clearable(usernameField),
    full_name: clearable(fullNameField),
  }),
};

export const countUsersContract = {
  input: z.object({}),
  output: z.object({
    total: z.number().int(),
    active: z.number().int(),
    disabled: z.number().int(),
    verified: z.number().int(),
    by_role: z.object({ admin: z.number().int(), user: z.number().int(), guest: z.number().int() }),
    /** With very many accounts the numbers may be a minute old. */
    counted_at: z.iso.datetime(),
  }),
};

export const deleteUserOutput = z.object({ id: z.uuid(), status: z.literal("deleted") });

export const forceResetOutput = z.object({ id: z.uuid(), sessions_ended: z.number().int() });

export const findAccountContract = {
  /** An id, an e-mail address or a username. */
  input: z.object({ user: z.string().trim().min(1, "Say whose account.").max(254) }),
  output: accountView.extend({
    has_password: z.boolean(),
    password_changed_at: z.iso.datetime().nullable(),
    deactivated_at: z.iso.datetime().nullable(),
    sessions: z.number().int(),
  }),
};

export const setAccountActiveContract = {
  input: z.object({ id: z.uuid() }),
  output: z.object({ id: z.uuid(), is_active: z.boolean(), changed: z.boolean() }),
};

/** What can be done about several accounts at once. */
export const ACCOUNT_ACTS = ["deactivate", "activate", "revoke_sessions", "force_password_reset"] as const;

export type AccountAct = (typeof ACCOUNT_ACTS)[number];

export const changeManyAccountsContract = {
  input: z.object({
    act: z.enum(ACCOUNT_ACTS, { error: `An act is ${ACCOUNT_ACTS.join(", ")}.` }),
    ids: z
      .array(z.uuid({ error: "This is not the id of an account." }), { error: "Choose whom it concerns." })
      .min(1, "Choose whom it concerns.")
      .max(100, "Choose 100 at most."),
  }),
  output: z.object({
    /** One for each, in the order in which they were given. */
    results: z.array(
      z.object({
        id: z.uuid(),
        status: z.enum(["done", "unchanged", "refused"]),
        /** Why it was refused. */
        reason: z.string().nullable(),
      }),
    ),
  }),
};

export const verifyUserOutput = z.object({ id: z.uuid(), email_verified: z.literal(true), changed: z.boolean() });

export const resendVerificationOutput = z.object({ id: z.uuid(), status: z.literal("requested") });

export const createAdministratorContract = {
  input: z.object({ email: emailField, full_name: fullNameField.optional(), password: newPasswordField.optional() }),
  output: z.object({ id: z.uuid(), email: z.string(), result: z.enum(["created", "promoted", "unchanged"]) }),
};

import { z } from "zod";
import { emailField, fullNameField, localeField, timeZoneField, usernameField } from "@/lib/accounts/account-fields.schema";
import { pageCursor, pageLimit, pageSkip } from "@/lib/paging.schema";
import { currentPasswordField } from "@/lib/passwords/password.schema";
import { pictureField } from "@/lib/picture.schema";
import { personView } from "@/lib/sessions/me.schema";

/** The most that free-form settings may take as JSON, in bytes. */
export const SETTINGS_LIMIT = 16 * 1024;

/** Free-form settings: any JSON object of up to 16 KiB. */
export const settingsField = z
  .record(z.string().max(200), z.json(), { error: "Settings must be a JSON object." })
  .refine((value) => new TextEncoder().encode(JSON.stringify(value)).length <= SETTINGS_LIMIT, "Settings may take 16 KiB at most.");

/** A person as they see themselves, with their account. */
export const profileView = personView.extend({
  is_active: z.boolean(),
  has_password: z.boolean(),
  password_changed_at: z.iso.datetime().nullable(),
  user_settings: z.record(z.string(), z.json()),
  created_at: z.iso.datetime(),
  last_sign_in_at: z.iso.datetime().nullable(),
});

export type ProfileView = z.infer<typeof profileView>;

/** null takes a value away; an absent field stays as it is. */
export const updateProfileContract = {
  input: z.object({
    full_name: z.preprocess((value) => (value === "" ? null : value), fullNameField.nullable().optional()),
    username: z.preprocess((value) => (value === "" ? null : value), usernameField.nullable().optional()),
    locale: localeField.optional(),
    time_zone: timeZoneField.optional(),
    user_settings: settingsField.optional(),
  }),
  output: profileView,
};

export const getProfileContract = { input: z.object({}), output: profileView };

export const changeEmailContract = {
  input: z.object({
    new_email: emailField,
    /** Left out where the account has none: a fresh proof counts then. */
    current_password: currentPasswordField.optional(),
  }),
  output: z.object({ status: z.literal("requested") }),
};

/** The picture as base64 of a PNG, JPEG or WebP file of up to 1 MiB. */
export const setPictureContract = {
  input: z.object({ picture: pictureField }),
  output: z.object({ picture: z.string() }),
};

export const removePictureContract = { input: z.object({}), output: z.object({ picture: z.null() }) };

export const deactivateAccountContract = {
  input: z.object({
    /** Left out where the account has none: a fresh proof counts then. */
    current_password: currentPasswordField.optional(),
    /** Typed by the person, to be sure. */
    confirmation: emailField,
  }),
  output: z.object({ status: z.literal("deactivated") }),
};

/** One line of the security timeline. */
export const activityView = z.object({
  id: z.uuid(),
  action: z.string(),
  /** The action in a sentence for the person whose account it is. */
  summary: z.string(),
  /** True for what an administrator did who acted as them; where from is not told. */
  impersonated: z.boolean(),
  /** "Password and authenticator app"; null for what is no sign-in. */
  method: z.string().nullable(),
  outcome: z.string(),
  occurred_at: z.iso.datetime(),
  ip: z.string().nullable(),
  user_agent: z.string().nullable(),
  device: z.string(),
  /** "Lyon, France"; null where no database of places is set, and where it knows nothing. */
  place: z.string().nullable(),
});

export const listActivityContract = {
  input: z.object({
    /** `sign_ins`: those that succeeded and those that failed, and nothing else. */
    kind: z.enum(["all", "sign_ins"], { error: "Send all or sign_ins." }).default("all"),
    limit: pageLimit(20),
    cursor: pageCursor,
    skip: pageSkip,
  }),
  output: z.object({ items: z.array(activityView), next_cursor: z.string().nullable() }),
};

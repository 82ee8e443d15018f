import { z } from "zod";
import { emailField, rememberField, usernameField } from "@/lib/accounts/account-fields.schema";
import { proofField } from "@/lib/challenges/proof.schema";
import { CODE_METHODS, factorCode, SENT_METHODS } from "@/lib/factors/factors.schema";
import { assertion } from "@/lib/passkeys/passkeys.schema";
import { currentPasswordField } from "@/lib/passwords/password.schema";
import { standingFields } from "@/lib/sessions/me.schema";

/** Both tokens of a signed-in program; the refresh token is to be used once. */
export const tokenPair = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  token_type: z.literal("Bearer"),
  /** Seconds. */
  expires_in: z.number().int(),
});

const user = z.object({
  id: z.uuid(),
  email: z.string(),
  email_verified: z.boolean(),
  username: z.string().nullable(),
  full_name: z.string().nullable(),
  role: z.enum(["admin", "user", "guest"]),
});

const preAuthToken = z.string({ error: "Send a pre_auth_token." }).min(1).max(512);

/** A sign-in that goes on elsewhere: the token is used once, within `expires_in` seconds. */
const unfinished = { pre_auth_token: z.string(), expires_in: z.number().int() };

const complete = z.object({
  status: z.literal("complete"),
  ...tokenPair.shape,
  user,
  /** Given to a program that was let in by mail: with it, the next sign-in of this account is known. */
  device_token: z.string().optional(),
});

export const loginContract = {
  input: z
    .object({
      email: emailField.optional(),
      username: usernameField.optional(),
      password: currentPasswordField,
      remember_me: rememberField,
      /** What the list of sessions shows. */
      device_name: z.string().trim().min(1).max(100, "At most 100 characters.").optional(),
      /** What an earlier sign-in gave, where the account asks for the approval of new devices. */
      device_token: z.string().min(1).max(1024).optional(),
      /** Answer with a `pre_auth_token` instead of tokens; `session-exchange` finishes the sign-in. */
      exchange: z.boolean().default(false),
      /** Of the challenge that a refusal carried: work instead of waiting. */
      proof: proofField,
    })
    .refine((value) => Boolean(value.email ?? value.username), { error: "Send an email or a username.", path: ["email"] }),
  output: z.discriminatedUnion("status", [
    complete,
    z.object({
      status: z.literal("mfa_required"),
      ...unfinished,
      methods: z.array(z.enum(["totp", "passkey", "email", "sms", "recovery_code"])),
    }),
    z.object({ status: z.literal("device_approval_required"), ...unfinished }),
    z.object({
      status: z.literal("organization_selection"),
      ...unfinished,
      /** The first 100 by name. */
      organizations: z.array(standingFields),
    }),
  ]),
};

/** The second factor of a sign-in that was begun; answers as the sign-in does. */
export const verifySecondFactorContract = {
  input: z.discriminatedUnion(
    "method",
    [
      z.object({ pre_auth_token: preAuthToken, method: z.enum(CODE_METHODS), code: factorCode }),
      /** What was signed of `mfa/passkey`. */
      z.object({ pre_auth_token: preAuthToken, method: z.literal("passkey"), response: assertion }),
    ],
    { error: "Send passkey, totp, sms, email or recovery_code." },
  ),
  output: loginContract.output,
};

/** How a sign-in stands whose device its owner is to let in; answers as the sign-in does. */
export const deviceStatusContract = {
  input: z.object({ pre_auth_token: z.string({ error: "Send a pre_auth_token." }).min(1).max(512) }),
  output: loginContract.output,
};

/** Has the code of a sign-in sent; `mfa/verify` takes it. */
export const sendCodeContract = {
  input: z.object({
    pre_auth_token: z.string({ error: "Send a pre_auth_token." }).min(1).max(512),
    method: z.enum(SENT_METHODS, { error: "Send email or sms." }),
  }),
  output: z.object({
    method: z.enum(SENT_METHODS),
    /** Where it goes, with most of it hidden. */
    destination: z.string(),
    /** Seconds. */
    expires_in: z.number().int(),
    /** Seconds to wait before asking for another. */
    resend_in: z.number().int(),
  }),
};

/** The end of a sign-in that was begun with `exchange`. */
export const sessionExchangeContract = {
  input: z
    .object({
      pre_auth_token: z.string({ error: "Send a pre_auth_token." }).min(1).max(512),
      organization_id: z.uuid("This is no organization's id.").optional(),
      /** The same under another name. */
      team_id: z.uuid("This is no organization's id.").optional(),
    })
    .refine(({ organization_id, team_id }) => !organization_id || !team_id || organization_id === team_id, {
      error: "Send organization_id or team_id, not two different ones.",
      path: ["team_id"],
    }),
  output: z.object({ ...complete.shape, organization: standingFields.nullable() }),
};

/** The password form of OAuth 2.0 (RFC 6749 §4.3.2), for the Authorize button of API consoles. */
export const loginFormContract = {
  input: z.object({
    grant_type: z.literal("password").optional(),
    username: z.string().trim().min(1).max(254).toLowerCase(),
    password: currentPasswordField,
  }),
  output: tokenPair,
};

export const refreshContract = {
  input: z.object({ refresh_token: z.string({ error: "Send a refresh token." }).min(1).max(512) }),
  output: tokenPair,
};

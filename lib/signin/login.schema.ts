import { z } from "zod";
import { emailField, rememberField, usernameField } from "@/lib/accounts/account-fields.schema";
import { currentPasswordField } from "@/lib/passwords/password.schema";

/** Both tokens of a signed-in program; the refresh token is to be used once. */
export const tokenPair = z.object({
  access_token: z.string(),
  refresh_token: z.string(),
  token_type: z.literal("Bearer"),
  /** Seconds. */
  expires_in: z.number().int(),
});

export const loginContract = {
  input: z
    .object({
      email: emailField.optional(),
      username: usernameField.optional(),
      password: currentPasswordField,
      remember_me: rememberField,
    })
    .refine((value) => Boolean(value.email ?? value.username), { error: "Send an email or a username.", path: ["email"] }),
  output: z.object({
    status: z.literal("complete"),
    ...tokenPair.shape,
    user: z.object({
      id: z.uuid(),
      email: z.string(),
      email_verified: z.boolean(),
      username: z.string().nullable(),
      full_name: z.string().nullable(),
      role: z.enum(["admin", "user", "guest"]),
    }),
  }),
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

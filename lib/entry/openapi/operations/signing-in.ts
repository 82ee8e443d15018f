import { z } from "zod";
import type { OperationGroup } from "@/lib/entry/openapi/operation";
import { EXPIRES, PASSWORD, PERSON, SESSION, STANDING, TOKENS, USER_ID } from "@/lib/entry/openapi/operations/examples";
import { meContract } from "@/lib/sessions/me.schema";
import { signOutContract } from "@/lib/sessions/sessions.schema";
import { loginContract, loginFormContract, refreshContract, sessionExchangeContract } from "@/lib/signin/login.schema";

const { id, remember_me, created_at, absolute_expires_at } = SESSION;

/** Getting tokens, using them up, giving them back. */
export const signingIn: OperationGroup = {
  tag: "Signing in",
  description: "Tokens for programs. Both stand for a session, which its owner sees and can end like any other.",
  operations: [
    {
      method: "post",
      path: "/auth/login",
      id: "logIn",
      summary: "Sign in and get tokens",
      description:
        "By e-mail address or username. Unknown and wrong are one answer; only who knows the password is told that the account is not confirmed, is deactivated, or needs a new password. Look at `status`: only `complete` carries tokens. `mfa_required` goes on with `mfa/verify`, `device_approval_required` with `device/status`. With `exchange` the answer is a `pre_auth_token` and the organizations to choose from.",
      caller: "none",
      contract: { ...loginContract, message: "You are signed in." },
      errors: ["INVALID_CREDENTIALS", "EMAIL_NOT_VERIFIED", "ACCOUNT_DISABLED", "RATE_LIMITED"],
      example: {
        input: { email: PERSON.email, password: PASSWORD, remember_me: false, device_name: "Ana's terminal", exchange: false },
        output: { status: "complete", ...TOKENS, user: { id: USER_ID, ...PERSON, email_verified: true, role: "user" } },
      },
    },
    {
      method: "post",
      path: "/auth/session-exchange",
      id: "exchangeSession",
      summary: "Finish a sign-in that was begun with exchange",
      description:
        "Uses the `pre_auth_token` up and opens a session for the chosen organization, or without one for none. Answers with tokens that carry `org_id`, `roles` and `permissions`, and sets the session's cookie. A choice that is refused leaves the token good for another.",
      caller: "none",
      contract: { ...sessionExchangeContract, message: "You are signed in." },
      errors: ["TOKEN_REVOKED", "STEP_UP_REQUIRED", "NOT_FOUND", "FORBIDDEN", "RATE_LIMITED"],
      example: {
        input: { pre_auth_token: TOKENS.refresh_token, organization_id: STANDING.id },
        output: {
          status: "complete",
          ...TOKENS,
          user: { id: USER_ID, ...PERSON, email_verified: true, role: "user" },
          organization: STANDING,
        },
      },
    },
    {
      method: "post",
      path: "/auth/login/form",
      id: "logInWithForm",
      summary: "Sign in with the OAuth 2.0 password form",
      description: "For Authorize buttons of API consoles. Takes a form and answers with the bare token response (RFC 6749 §4.3, §5).",
      caller: "none",
      contract: loginFormContract,
      errors: ["INVALID_CREDENTIALS", "STEP_UP_REQUIRED", "EMAIL_NOT_VERIFIED", "ACCOUNT_DISABLED", "RATE_LIMITED"],
      example: { input: { grant_type: "password", username: PERSON.email, password: PASSWORD }, output: TOKENS },
      wire: "oauth_form",
    },
    {
      method: "get",
      path: "/auth/external/{provider}",
      id: "startExternalSignIn",
      summary: "Begin a provider's sign-in",
      description: "For a browser: sends it to the provider, from which it comes back to `next`, a path of this portal.",
      caller: "none",
      contract: {
        input: z.object({ provider: z.enum(["google", "github", "microsoft"]), next: z.string().optional() }),
        output: z.null(),
        status: 302,
        message: "Go on at the provider.",
      },
      errors: ["NOT_FOUND"],
      example: { input: { provider: "github", next: "/account" }, output: null },
      wire: "redirect",
    },
    {
      method: "post",
      path: "/auth/refresh",
      id: "refreshTokens",
      summary: "Get the next pair of tokens",
      description: "Uses the refresh token up. One that was used before ends its whole family.",
      caller: "none",
      contract: refreshContract,
      errors: ["TOKEN_REVOKED", "RATE_LIMITED"],
      example: { input: { refresh_token: TOKENS.refresh_token }, output: TOKENS },
    },
    {
      method: "post",
      path: "/auth/logout",
      id: "logOut",
      summary: "Sign out",
      description: "Ends the session, its refresh tokens and its access tokens. Signed out already is no error.",
      caller: "optional",
      contract: { ...signOutContract, message: "You are signed out." },
      errors: [],
      example: { input: {}, output: { signed_out: true } },
    },
    {
      method: "get",
      path: "/auth/me",
      id: "getCaller",
      summary: "Who is calling",
      caller: "session",
      contract: meContract,
      errors: [],
      example: {
        input: {},
        output: {
          user: {
            id: USER_ID,
            ...PERSON,
            email_verified: true,
            picture: null,
            role: "user",
            locale: "en",
            time_zone: "Europe/Lisbon",
          },
          organizations: [STANDING],
          active_organization: null,
          impersonator: null,
          amr: ["pwd"],
          acr: "1",
          auth_time: created_at,
          session: { id, remember_me, created_at, expires_at: EXPIRES, absolute_expires_at, proof_expires_at: EXPIRES },
        },
      },
    },
  ],
};

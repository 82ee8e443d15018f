import type { OperationGroup } from "@/lib/entry/openapi/operation";
import { CREATED, EXPIRES, PASSWORD, PERSON, SEEN, TOKENS, USER_ID } from "@/lib/entry/openapi/operations/examples";
import {
  beginEmailFactorContract,
  beginSmsFactorContract,
  beginTotpContract,
  confirmFactorContract,
  listFactorsContract,
  removeFactorContract,
  renameFactorContract,
  renewRecoveryCodesContract,
} from "@/lib/factors/factors.schema";
import { sendCodeContract, verifySecondFactorContract } from "@/lib/signin/login.schema";
import { stepUpContract } from "@/lib/signin/step-up.schema";

const ID = "0192f3c4-9c30-7e5a-8d3c-7f4b8a0c6e03";
const FACTOR = { id: ID, type: "totp" as const, name: "Phone", created_at: CREATED, last_used_at: SEEN };
const SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
const CODES = ["7k2mq-x4tzp", "n8v3c-0hd5r"];

/** What is proven besides a password. */
export const secondFactor: OperationGroup = {
  tag: "Second factor",
  description:
    "Authenticator apps (RFC 6238), codes by e-mail and by text message, and recovery codes. While an account has one, no way to sign in is whole without it.",
  operations: [
    {
      method: "post",
      path: "/auth/mfa/verify",
      id: "verifySecondFactor",
      summary: "Prove the second factor of a sign-in",
      description:
        "Goes on with a sign-in that was answered `mfa_required`, and answers as it does. A wrong code leaves the token good for another; guesses are counted by account, whoever signs in anew. Each code counts once.",
      caller: "none",
      contract: { ...verifySecondFactorContract, message: "You are signed in." },
      errors: ["INVALID_CREDENTIALS", "TOKEN_REVOKED", "RATE_LIMITED"],
      example: {
        input: { pre_auth_token: TOKENS.refresh_token, method: "totp", code: "492039" },
        output: { status: "complete", ...TOKENS, user: { id: USER_ID, ...PERSON, email_verified: true, role: "user" } },
      },
    },
    {
      method: "post",
      path: "/auth/mfa/send",
      id: "sendCode",
      summary: "Have the code of a sign-in sent",
      description:
        "By mail or text message, for `mfa/verify` with the same method; `methods` of the sign-in says which are open to it. The code is good for this sign-in alone, once, for ten minutes; the one before it is not any more. After a reset of the password by mail, and beside another provider's word, no code is mailed: it would be the same mailbox twice.",
      caller: "none",
      contract: { ...sendCodeContract, message: "A code is on its way." },
      errors: ["TOKEN_REVOKED", "RATE_LIMITED"],
      example: {
        input: { pre_auth_token: TOKENS.refresh_token, method: "email" },
        output: { method: "email", destination: "a•••@example.com", expires_in: 600, resend_in: 30 },
      },
    },
    {
      method: "post",
      path: "/auth/step-up",
      id: "stepUp",
      summary: "Prove anew who one is",
      description:
        "What was answered `STEP_UP_REQUIRED` can be sent again for ten minutes, and each such act carries the proof on, for an hour at most. `password` is needed by an account that has one, `method` and `code` by one that owes a second factor. It holds for the session, so that the tokens stay as they are. Guesses are counted by account.",
      caller: "session",
      contract: { ...stepUpContract, message: "You have confirmed that it is you." },
      errors: ["STEP_UP_REQUIRED", "RATE_LIMITED"],
      example: {
        input: { password: PASSWORD, method: "totp", code: "492039" },
        output: { acr: "2", auth_time: SEEN, expires_at: EXPIRES },
      },
    },
    {
      method: "get",
      path: "/users/me/factors",
      id: "listFactors",
      summary: "One's second factors",
      caller: "session",
      contract: listFactorsContract,
      errors: [],
      example: { input: {}, output: { factors: [FACTOR], recovery_codes_left: 10, can_add: ["totp", "email", "sms"] } },
    },
    {
      method: "post",
      path: "/users/me/factors",
      id: "beginTotp",
      summary: "Begin to set up an authenticator app",
      description:
        "The secret is shown this once, and counts only after `confirm` within fifteen minutes. It takes a fresh proof: `current_password` is one where no second factor is owed.",
      caller: "session",
      contract: { ...beginTotpContract, status: 201, message: "Type a code of the app to finish." },
      errors: ["STEP_UP_REQUIRED", "CONFLICT", "RATE_LIMITED"],
      example: {
        input: { name: "Phone", current_password: PASSWORD },
        output: {
          id: ID,
          name: "Phone",
          secret: SECRET,
          otpauth_url: `otpauth://totp/Portico:${encodeURIComponent(PERSON.email)}?issuer=Portico&secret=${SECRET}&algorithm=SHA1&digits=6&period=30`,
          qr: { size: 45, path: "M4 4h1v1h-1z" },
        },
      },
    },
    {
      method: "post",
      path: "/users/me/factors/email",
      id: "beginEmailFactor",
      summary: "Begin to turn codes by e-mail on",
      description:
        "Mails a code to the account's own address, which must be confirmed; `confirm` with it finishes. The account needs a password: a mailed code is a second factor only beside one.",
      caller: "session",
      contract: { ...beginEmailFactorContract, status: 201, message: "Type the code that we mailed to finish." },
      errors: ["STEP_UP_REQUIRED", "CONFLICT", "RATE_LIMITED"],
      example: {
        input: { current_password: PASSWORD },
        output: { id: ID, type: "email", destination: "a•••@example.com", expires_in: 600 },
      },
    },
    {
      method: "post",
      path: "/users/me/factors/sms",
      id: "beginSmsFactor",
      summary: "Begin to turn codes by text message on",
      description:
        "Sends a code to the number (E.164); `confirm` with it finishes. 409 where this portal sends no text messages. Afterwards only the last digits of the number are shown.",
      caller: "session",
      contract: { ...beginSmsFactorContract, status: 201, message: "Type the code that we sent to finish." },
      errors: ["STEP_UP_REQUIRED", "CONFLICT", "RATE_LIMITED"],
      example: {
        input: { phone: "+33612345678", current_password: PASSWORD },
        output: { id: ID, type: "sms", destination: "••• 678", expires_in: 600 },
      },
    },
    {
      method: "post",
      path: "/users/me/factors/{id}/confirm",
      id: "confirmFactor",
      summary: "Finish setting up a second factor",
      description: "By a code of it. Every other session ends. The first factor brings recovery codes, shown this once.",
      caller: "session",
      contract: { ...confirmFactorContract, message: "From now on signing in asks for a code." },
      errors: ["NOT_FOUND", "RATE_LIMITED"],
      example: {
        input: { id: ID, code: "492039" },
        output: { factor: FACTOR, recovery_codes: CODES, sessions_ended: 1 },
      },
    },
    {
      method: "patch",
      path: "/users/me/factors/{id}",
      id: "renameFactor",
      summary: "Give an authenticator another name",
      caller: "session",
      contract: renameFactorContract,
      errors: ["NOT_FOUND"],
      example: { input: { id: ID, name: "Old phone" }, output: { ...FACTOR, name: "Old phone" } },
    },
    {
      method: "delete",
      path: "/users/me/factors/{id}",
      id: "removeFactor",
      summary: "Remove a second factor",
      description: "Of any kind. Every other session ends. With the last one the recovery codes go.",
      caller: "session",
      contract: { ...removeFactorContract, message: "The factor is removed." },
      errors: ["NOT_FOUND", "STEP_UP_REQUIRED", "RATE_LIMITED"],
      example: { input: { id: ID, current_password: PASSWORD }, output: { sessions_ended: 1 } },
    },
    {
      method: "post",
      path: "/users/me/recovery-codes",
      id: "renewRecoveryCodes",
      summary: "Make new recovery codes",
      caller: "session",
      contract: { ...renewRecoveryCodesContract, status: 201, message: "The former codes no longer work." },
      errors: ["STEP_UP_REQUIRED", "CONFLICT", "RATE_LIMITED"],
      example: { input: { current_password: PASSWORD }, output: { recovery_codes: CODES } },
    },
  ],
};

import { confirmVerificationContract, requestVerificationContract } from "@/lib/accounts/email-verification.schema";
import { changePasswordContract, confirmPasswordResetContract, requestPasswordResetContract } from "@/lib/accounts/password.schema";
import { registerContract } from "@/lib/accounts/registration.schema";
import type { OperationGroup } from "@/lib/entry/openapi/operation";
import { LINK_TOKEN, NEW_PASSWORD, PASSWORD, PERSON } from "@/lib/entry/openapi/operations/examples";

const requested = { status: "requested" };

/** Getting an account, proving its address, and its password. */
export const joining: OperationGroup = {
  tag: "Joining and recovery",
  description: "Registration, confirmation of addresses, passwords. None of these answers tells whether somebody has an account.",
  operations: [
    {
      method: "post",
      path: "/auth/register",
      id: "register",
      summary: "Register",
      description: "The answer is the same for an address that has an account; its owner is told by mail.",
      caller: "none",
      contract: { ...registerContract, status: 201, message: "Check your mail to confirm your address." },
      errors: ["CONFLICT", "RATE_LIMITED"],
      example: { input: { ...PERSON, password: PASSWORD }, output: { email: PERSON.email, status: "pending_verification" } },
    },
    {
      method: "post",
      path: "/auth/email/verification/request",
      aliases: ["/auth/verify-email-request"],
      id: "requestEmailVerification",
      summary: "Send the confirmation mail again",
      description: "Without `email`, for the address of the signed-in caller.",
      caller: "optional",
      contract: { ...requestVerificationContract, message: "If this address needs confirming, a mail is on its way." },
      errors: ["RATE_LIMITED"],
      example: { input: { email: PERSON.email }, output: requested },
    },
    {
      method: "post",
      path: "/auth/email/verification/confirm",
      aliases: ["/auth/verify-email"],
      id: "confirmEmailVerification",
      summary: "Confirm an address",
      description: "By the token of the mailed link, or by the address and the six digits of the mail.",
      caller: "optional",
      contract: { ...confirmVerificationContract, message: "Your address is confirmed." },
      errors: ["TOKEN_EXPIRED", "RATE_LIMITED"],
      example: {
        input: { email: PERSON.email, code: "123456" },
        output: { email: PERSON.email, status: "verified", needs_passkey: false },
      },
    },
    {
      method: "post",
      path: "/auth/password/reset/request",
      aliases: ["/auth/password-reset-request"],
      id: "requestPasswordReset",
      summary: "Send a link to choose a new password",
      caller: "none",
      contract: { ...requestPasswordResetContract, message: "If there is an account, a mail is on its way." },
      errors: ["RATE_LIMITED"],
      example: { input: { email: PERSON.email }, output: requested },
    },
    {
      method: "post",
      path: "/auth/password/reset/confirm",
      aliases: ["/auth/password-reset"],
      id: "confirmPasswordReset",
      summary: "Choose a new password with a mailed link",
      description: "Ends every session. A refused password leaves the link good.",
      caller: "none",
      contract: { ...confirmPasswordResetContract, message: "Your password is set. Sign in with it." },
      errors: ["TOKEN_EXPIRED", "RATE_LIMITED"],
      example: { input: { token: LINK_TOKEN, new_password: NEW_PASSWORD }, output: { status: "reset", sessions_ended: 1 } },
    },
    {
      method: "post",
      path: "/auth/password/change",
      aliases: ["/users/me/password"],
      id: "changePassword",
      summary: "Change one's password",
      description: "Ends every session but this one.",
      caller: "session",
      contract: { ...changePasswordContract, message: "Your password is changed." },
      errors: ["STEP_UP_REQUIRED", "CONFLICT", "RATE_LIMITED"],
      example: { input: { current_password: PASSWORD, new_password: NEW_PASSWORD }, output: { sessions_ended: 1 } },
    },
  ],
};

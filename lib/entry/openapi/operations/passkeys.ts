import type { OperationGroup } from "@/lib/entry/openapi/operation";
import { CREATED, EXPIRES, PASSWORD, PERSON, SEEN, TOKENS, USER_ID } from "@/lib/entry/openapi/operations/examples";
import {
  addPasskeyContract,
  beginPasskeyContract,
  listPasskeysContract,
  removePasskeyContract,
  renamePasskeyContract,
} from "@/lib/passkeys/passkeys.schema";
import { passkeyFactorOptionsContract, passkeyLoginContract, passkeyOptionsContract } from "@/lib/signin/passkey.schema";
import { beginPasskeyProofContract, passkeyProofContract } from "@/lib/signin/step-up.schema";

const ID = "0192f3c4-9c30-7e5a-8d3c-7f4b8a0c6e03";
const PASSKEY = { id: ID, name: "iCloud Keychain", synced: true, created_at: CREATED, last_used_at: SEEN };
const CHALLENGE = "RVhBTVBMRS1FWEFNUExFLUVYQU1QTEUtRVhBTVBMRS0";
const CREDENTIAL = "RVhBTVBMRS1DUkVERU5USUFM";
const TIMEOUT = 300_000;
const REQUEST = {
  rpId: "id.example.com",
  challenge: CHALLENGE,
  timeout: TIMEOUT,
  allowCredentials: [],
  userVerification: "required" as const,
};
const CREATION = {
  rp: { id: "id.example.com", name: "Portico" },
  user: { id: "AZLzxHoQfD6bGl0vboqKAQ", name: PERSON.email, displayName: PERSON.full_name },
  challenge: CHALLENGE,
  pubKeyCredParams: [{ type: "public-key" as const, alg: -7 }],
  timeout: TIMEOUT,
  excludeCredentials: [],
  authenticatorSelection: { residentKey: "required" as const, requireResidentKey: true as const, userVerification: "required" as const },
  attestation: "none" as const,
};
const CREATED_BY = {
  id: CREDENTIAL,
  rawId: CREDENTIAL,
  type: "public-key" as const,
  response: { clientDataJSON: "eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIn0", attestationObject: "o2NmbXRkbm9uZQ", transports: ["internal"] },
};
const SIGNED = {
  id: CREDENTIAL,
  rawId: CREDENTIAL,
  type: "public-key" as const,
  response: { clientDataJSON: "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0In0", authenticatorData: "RVhBTVBMRQ", signature: "MEUCIQ" },
};

/** Keys that sign in by themselves. */
export const passkeys: OperationGroup = {
  tag: "Passkeys",
  description:
    "What goes to an authenticator and comes back from it has WebAuthn's own names: `public_key` is for `navigator.credentials`, `response` is what its answer's `toJSON()` gives. The authenticator must verify its person, and only pages at this portal's own address count.",
  operations: [
    {
      method: "post",
      path: "/auth/passkey/options",
      id: "beginPasskeySignIn",
      summary: "What a passkey is to sign for somebody to sign in",
      description:
        "Good once, for five minutes, with the `ceremony_token` alone. The same for every address, known or not: authenticators find the passkeys for this portal by themselves. With `email` or `username` only that account's passkey will do.",
      caller: "none",
      contract: passkeyOptionsContract,
      errors: ["RATE_LIMITED"],
      example: {
        input: { email: PERSON.email },
        output: { public_key: REQUEST, ceremony_token: CHALLENGE, expires_in: 300 },
      },
    },
    {
      method: "post",
      path: "/auth/step-up/passkey/options",
      id: "beginPasskeyProof",
      summary: "What one's passkey is to sign to prove anew who one is",
      description: "Good once, for five minutes, in this session alone.",
      caller: "session",
      contract: beginPasskeyProofContract,
      errors: ["RATE_LIMITED"],
      example: { input: {}, output: { public_key: REQUEST } },
    },
    {
      method: "post",
      path: "/auth/step-up/passkey",
      id: "stepUpWithPasskey",
      summary: "Prove anew who one is by a passkey",
      description: "As `/auth/step-up`, in place of the password and the code.",
      caller: "session",
      contract: { ...passkeyProofContract, message: "You have confirmed that it is you." },
      errors: ["INVALID_CREDENTIALS", "RATE_LIMITED"],
      example: { input: { response: SIGNED }, output: { acr: "phr", auth_time: SEEN, expires_at: EXPIRES } },
    },
    {
      method: "post",
      path: "/auth/passkey/verify",
      id: "logInWithPasskey",
      summary: "Sign in with a passkey and get tokens",
      description: "Answers as `login` does. A passkey proves both factors: no second one is asked.",
      caller: "none",
      contract: { ...passkeyLoginContract, message: "You are signed in." },
      errors: ["INVALID_CREDENTIALS", "EMAIL_NOT_VERIFIED", "ACCOUNT_DISABLED", "RATE_LIMITED"],
      example: {
        input: { ceremony_token: CHALLENGE, response: SIGNED, remember_me: false, exchange: false },
        output: { status: "complete", ...TOKENS, user: { id: USER_ID, ...PERSON, email_verified: true, role: "user" } },
      },
    },
    {
      method: "post",
      path: "/auth/mfa/passkey",
      id: "beginPasskeyFactor",
      summary: "What a passkey is to sign as the second factor of a sign-in",
      description: "For a sign-in that was answered `mfa_required` with `passkey` among its methods. `mfa/verify` takes what was signed.",
      caller: "none",
      contract: passkeyFactorOptionsContract,
      errors: ["TOKEN_REVOKED", "RATE_LIMITED"],
      example: {
        input: { pre_auth_token: TOKENS.refresh_token },
        output: {
          public_key: { ...REQUEST, allowCredentials: [{ id: CREDENTIAL, type: "public-key" as const, transports: ["internal"] }] },
        },
      },
    },
    {
      method: "get",
      path: "/users/me/passkeys",
      id: "listPasskeys",
      summary: "One's passkeys",
      caller: "session",
      contract: listPasskeysContract,
      errors: [],
      example: { input: {}, output: { passkeys: [PASSKEY] } },
    },
    {
      method: "post",
      path: "/users/me/passkeys/options",
      id: "beginPasskey",
      summary: "Begin to add a passkey",
      description: "For this session alone, for five minutes. It takes a fresh proof.",
      caller: "session",
      contract: beginPasskeyContract,
      errors: ["STEP_UP_REQUIRED", "CONFLICT", "RATE_LIMITED"],
      example: { input: { current_password: PASSWORD }, output: { public_key: CREATION } },
    },
    {
      method: "post",
      path: "/users/me/passkeys",
      id: "addPasskey",
      summary: "Add the passkey that was made",
      description: "Every other session ends. Without a `name` it is called as its authenticator is.",
      caller: "session",
      contract: { ...addPasskeyContract, status: 201, message: "The passkey is added." },
      errors: ["INVALID_CREDENTIALS", "CONFLICT", "RATE_LIMITED"],
      example: { input: { response: CREATED_BY, name: PASSKEY.name }, output: { passkey: PASSKEY, sessions_ended: 1 } },
    },
    {
      method: "patch",
      path: "/users/me/passkeys/{id}",
      id: "renamePasskey",
      summary: "Give a passkey another name",
      caller: "session",
      contract: renamePasskeyContract,
      errors: ["NOT_FOUND"],
      example: { input: { id: ID, name: "Old phone" }, output: { ...PASSKEY, name: "Old phone" } },
    },
    {
      method: "delete",
      path: "/users/me/passkeys/{id}",
      id: "removePasskey",
      summary: "Remove a passkey",
      description: "Every other session ends. The only way into an account stays.",
      caller: "session",
      contract: { ...removePasskeyContract, message: "The passkey is removed." },
      errors: ["NOT_FOUND", "CONFLICT", "STEP_UP_REQUIRED", "RATE_LIMITED"],
      example: { input: { id: ID, current_password: PASSWORD }, output: { sessions_ended: 1 } },
    },
  ],
};

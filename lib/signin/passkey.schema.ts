import { z } from "zod";
import { emailField, rememberField, usernameField } from "@/lib/accounts/account-fields.schema";
import { assertion, requestOptions } from "@/lib/passkeys/passkeys.schema";
import { loginContract } from "@/lib/signin/login.schema";

const ceremonyToken = z.string({ error: "Send the ceremony_token." }).min(1).max(128);

/** What a program's passkey is to sign. The answer is the same for every address, known or not. */
export const passkeyOptionsContract = {
  input: z.object({
    /** Whose passkey it has to be; whoever's it is, where neither is sent. */
    email: emailField.optional(),
    username: usernameField.optional(),
  }),
  output: z.object({
    public_key: requestOptions,
    /** Goes along with what was signed; nobody else can use this challenge. */
    ceremony_token: z.string(),
    /** Seconds. */
    expires_in: z.number().int(),
  }),
};

/** A program's sign-in by passkey; answers as `login` does. */
export const passkeyLoginContract = {
  input: z.object({
    ceremony_token: ceremonyToken,
    response: assertion,
    remember_me: rememberField,
    device_name: z.string().trim().min(1).max(100, "At most 100 characters.").optional(),
    /** What an earlier sign-in gave, where the account asks for the approval of new devices. */
    device_token: z.string().min(1).max(1024).optional(),
    /** Answer with a `pre_auth_token` instead of tokens; `session-exchange` finishes the sign-in. */
    exchange: z.boolean().default(false),
  }),
  output: loginContract.output,
};

/** What a browser's passkey is to sign; the browser's cookie is what binds it. */
export const browserPasskeyOptionsContract = { input: z.object({}), output: z.object({ public_key: requestOptions }) };

/** A browser's sign-in by passkey. */
export const passkeySignInContract = {
  input: z.object({
    response: assertion,
    remember_me: rememberField,
    /** Where to go afterwards; only a path of ours is followed. */
    callback_url: z.string().max(2048).optional(),
  }),
  output: z.object({ redirect_to: z.string() }),
};

/** What a passkey is to sign as the second factor of a program's sign-in. */
export const passkeyFactorOptionsContract = {
  input: z.object({ pre_auth_token: z.string({ error: "Send a pre_auth_token." }).min(1).max(512) }),
  output: z.object({ public_key: requestOptions }),
};

/** The same for a browser, whose sign-in is in its cookie. */
export const ownPasskeyFactorOptionsContract = { input: z.object({}), output: passkeyFactorOptionsContract.output };

/** A passkey as the second factor of a browser's sign-in. */
export const finishWithPasskeyContract = {
  input: z.object({
    response: assertion,
    /** Whether a password alone is to sign in from this browser for 30 days. */
    trust_device: z.boolean().default(false),
    callback_url: z.string().max(2048).optional(),
  }),
  output: z.object({ redirect_to: z.string() }),
};

import { z } from "zod";

/** How many authenticators an account may have. */
export const MOST_AUTHENTICATORS = 10;

const factorId = z.uuid("This is no factor's id.");

const factorName = z.string({ error: "Give it a name." }).trim().min(1, "Give it a name, such as Phone.").max(60, "At most 60 characters.");

/** Left out where the account has no password: a sign-in of the last ten minutes counts then. */
const currentPassword = z.string().max(1024, "This is too long.").optional();

/** The kinds of factor that a person sets up with a code. */
export const factorType = z.enum(["totp", "email", "sms"]);

export type FactorType = z.infer<typeof factorType>;

/** What a proof by each kind of code is called in `amr` (RFC 8176 §2); it has no name for a mailed code, nor for a recovery code. */
export const FACTOR_AMR = { totp: "otp", email: "email", sms: "sms" } as const satisfies Record<FactorType, string>;

const factorView = z.object({
  id: z.uuid(),
  type: factorType,
  /** The person's own name for an authenticator; where codes are sent otherwise, with most of it hidden. */
  name: z.string(),
  created_at: z.iso.datetime(),
  last_used_at: z.iso.datetime().nullable(),
});

const recoveryCodes = z.array(z.string());

export const listFactorsContract = {
  input: z.object({}),
  output: z.object({
    factors: z.array(factorView),
    recovery_codes_left: z.number().int(),
    /** What could be set up besides. */
    can_add: z.array(factorType),
  }),
};

export const beginTotpContract = {
  input: z.object({ name: factorName, current_password: currentPassword }),
  output: z.object({
    id: z.uuid(),
    name: z.string(),
    /** Base32, for typing. */
    secret: z.string(),
    otpauth_url: z.string(),
    /** The same to be drawn: `path` is an SVG path of unit squares on a field `size` wide and high. */
    qr: z.object({ size: z.number().int(), path: z.string() }),
  }),
};

const sixDigits = z
  .string({ error: "Type the six digits." })
  .transform((typed) => typed.replace(/\s/g, ""))
  .pipe(z.string().regex(/^\d{6}$/, "Type the six digits."));

/** Spaces, hyphens, brackets and a leading 00 are how people write the number that E.164 means. */
const phoneNumber = z
  .string({ error: "Type your phone number." })
  .max(40, "This is too long.")
  .transform((typed) => typed.replace(/[\s().-]/g, "").replace(/^00/, "+"))
  .pipe(z.e164("Write the number with its country, such as +33 6 12 34 56 78."));

/** A code is on its way; `confirm` with it finishes. */
const begunCodeFactor = z.object({
  id: z.uuid(),
  type: factorType,
  /** Where it goes, with most of it hidden. */
  destination: z.string(),
  /** Seconds. */
  expires_in: z.number().int(),
});

export const beginEmailFactorContract = { input: z.object({ current_password: currentPassword }), output: begunCodeFactor };

export const beginSmsFactorContract = {
  input: z.object({ phone: phoneNumber, current_password: currentPassword }),
  output: begunCodeFactor,
};

export const confirmFactorContract = {
  input: z.object({ id: factorId, code: sixDigits }),
  output: z.object({
    factor: factorView,
    /** The first factor brings them; null with any other. */
    recovery_codes: recoveryCodes.nullable(),
    sessions_ended: z.number().int(),
  }),
};

export const renameFactorContract = { input: z.object({ id: factorId, name: factorName }), output: factorView };

export const removeFactorContract = {
  input: z.object({ id: factorId, current_password: currentPassword }),
  output: z.object({ sessions_ended: z.number().int() }),
};

export const renewRecoveryCodesContract = {
  input: z.object({ current_password: currentPassword }),
  output: z.object({ recovery_codes: recoveryCodes }),
};

/** What can be typed as a second factor, the way that is asked first in front. */
export const CODE_METHODS = ["totp", "sms", "email", "recovery_code"] as const;

export type CodeMethod = (typeof CODE_METHODS)[number];

/** Every way to prove a second factor, the one that is asked first in front. */
export const FACTOR_METHODS = ["passkey", ...CODE_METHODS] as const;

export type FactorMethod = (typeof FACTOR_METHODS)[number];

/** Those of them that are sent when they are asked for. */
export const SENT_METHODS = ["email", "sms"] as const;

export type SentMethod = (typeof SENT_METHODS)[number];

/** Whether a code of this kind is sent when it is asked for. */
export const isSent = (method: FactorMethod): method is SentMethod => method === "email" || method === "sms";

/** A code as it is typed: spaces and hyphens are nobody's mistake. */
export const factorCode = z
  .string({ error: "Type the code." })
  .max(64, "This is too long.")
  .transform((typed) => typed.replace(/[\s-]/g, "").toLowerCase())
  .pipe(z.string().min(1, "Type the code."));

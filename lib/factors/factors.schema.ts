import { z } from "zod";

/** How many authenticators an account may have. */
export const MOST_AUTHENTICATORS = 10;

const factorId = z.uuid("This is no factor's id.");

const factorName = z.string({ error: "Give it a name." }).trim().min(1, "Give it a name, such as Phone.").max(60, "At most 60 characters.");

/** Left out where the account has no password: a sign-in of the last ten minutes counts then. */
const currentPassword = z.string().max(1024, "This is too long.").optional();

const factorView = z.object({
  id: z.uuid(),
  type: z.literal("totp"),
  name: z.string(),
  created_at: z.iso.datetime(),
  last_used_at: z.iso.datetime().nullable(),
});

const recoveryCodes = z.array(z.string());

export const listFactorsContract = {
  input: z.object({}),
  output: z.object({ factors: z.array(factorView), recovery_codes_left: z.number().int() }),
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

export const confirmTotpContract = {
  input: z.object({ id: factorId, code: sixDigits }),
  output: z.object({
    factor: factorView,
    /** The first authenticator brings them; null with any other. */
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

/** What can be typed as a second factor. */
export const CODE_METHODS = ["totp", "recovery_code"] as const;

export type CodeMethod = (typeof CODE_METHODS)[number];

/** A code as it is typed: spaces and hyphens are nobody's mistake. */
export const factorCode = z
  .string({ error: "Type the code." })
  .max(64, "This is too long.")
  .transform((typed) => typed.replace(/[\s-]/g, "").toLowerCase())
  .pipe(z.string().min(1, "Type the code."));

import { z } from "zod";

/** The ways to sign in that an organization can allow or forbid its members. */
export const SIGN_IN_METHODS = ["password", "passkey", "google", "github", "microsoft", "sso"] as const;

export const signInMethod = z.enum(SIGN_IN_METHODS, { error: "This is not a way to sign in." });

export type SignInMethod = z.infer<typeof signInMethod>;

/** What a sign-in may have proven: ways in, and a second factor besides. */
export type Proven = SignInMethod | "second_factor";

export const passwordPreset = z.enum(["standard", "strict", "nist"], { error: "Choose standard, strict or nist." });

/** One thing that an organization's policy asks of a session and that it does not meet. */
export const policyAsk = z.discriminatedUnion("ask", [
  z.object({
    /** The person signed in in a way that is not allowed. */
    ask: z.literal("sign_in_method"),
    allowed: z.array(signInMethod),
    used: z.array(signInMethod),
  }),
  z.object({
    /** The person signed in with a password that does not satisfy the preset. */
    ask: z.literal("password"),
    policy: passwordPreset,
    /** False while nothing is known of the password: signing in with it again is enough to find out. */
    known: z.boolean(),
  }),
  /** The person proved one factor only. */
  z.object({ ask: z.literal("second_factor") }),
  /** The person signed in without a passkey. */
  z.object({ ask: z.literal("passkey") }),
]);

export type PolicyAsk = z.infer<typeof policyAsk>;

/** What a session does not meet of an organization's policy. */
export const policyGap = z.object({
  asks: z.array(policyAsk),
  enforced_from: z.iso.datetime(),
  /** True from then on: the organization does not open to this session. */
  enforced: z.boolean(),
});

export type PolicyGap = z.infer<typeof policyGap>;

/** `error.details` of the refusal at the door of an organization. */
export const policyRefusal = z.object({
  reason: z.literal("policy"),
  organization: z.object({ id: z.uuid(), slug: z.string(), name: z.string() }),
  ...policyGap.shape,
});

export type PolicyRefusal = z.infer<typeof policyRefusal>;

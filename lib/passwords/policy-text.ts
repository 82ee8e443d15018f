/** The presets of PASSWORD_POLICY, which organizations choose from as well. */
export const PASSWORD_POLICIES = ["standard", "strict", "nist"] as const;

export type PasswordPolicy = (typeof PASSWORD_POLICIES)[number];

/** What each preset asks for, in one sentence to stand under a password field. */
export const POLICY_TEXT: Record<PasswordPolicy, string> = {
  standard: "Use 8 characters or more. A few words you can remember are best.",
  strict: "Use 8 characters or more, with an upper-case and a lower-case letter, a digit and a special character.",
  nist: "Use 15 characters or more. A few words you can remember are best.",
};

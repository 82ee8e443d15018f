import type { PasswordPolicy } from "@/lib/passwords/policy-text";

/** NIST SP 800-63B-4 §3.1.1.2: 15 where the password stands alone, 8 where a second factor stands beside it. */
const MINIMUM = { standard: 8, strict: 8, nist: 15, nistWithSecondFactor: 8 } as const;

const COMPOSITION: readonly [RegExp, string][] = [
  [/\p{Lu}/u, "Add an upper-case letter."],
  [/\p{Ll}/u, "Add a lower-case letter."],
  [/\p{Nd}/u, "Add a digit."],
  [/[^\p{L}\p{N}\p{M}]/u, "Add a special character, such as a dot, a dash or a space."],
];

/**
 * What a password lacks of a preset's own rules, as sentences for the person who chooses it. Safe in a browser: what
 * all presets refuse alike, leaked passwords and own words, only the server knows (lib/passwords/policy.ts).
 * A character is a Unicode code point (NIST SP 800-63B-4 §3.1.1.2).
 */
export function missingOf(policy: PasswordPolicy, password: string, { hasSecondFactor = false } = {}): string[] {
  const reasons: string[] = [];
  const minimum = MINIMUM[policy === "nist" && hasSecondFactor ? "nistWithSecondFactor" : policy];
  if ([...password].length < minimum) reasons.push(`Use ${minimum} characters or more.`);
  if (policy === "strict") reasons.push(...COMPOSITION.filter(([pattern]) => !pattern.test(password)).map(([, reason]) => reason));
  return reasons;
}

import { brand } from "@/lib/brand";
import { env } from "@/lib/env";
import { normalisePassword } from "@/lib/passwords/formats";
import { isLeaked } from "@/lib/passwords/leaked";
import { type OwnWords, restsWithoutOwnWords } from "@/lib/passwords/own-words";
import type { PasswordPolicy } from "@/lib/passwords/policy-text";

export interface PasswordContext extends OwnWords {
  /** An organization's own choice; PASSWORD_POLICY without it. */
  policy?: PasswordPolicy | undefined;
  /** Whether a second factor stands beside the password, which `nist` rewards with a shorter minimum. */
  hasSecondFactor?: boolean | undefined;
}

/** NIST SP 800-63B-4 §3.1.1.2: 15 where the password stands alone, 8 where a second factor stands beside it. */
const MINIMUM = { standard: 8, strict: 8, nist: 15, nistWithSecondFactor: 8 } as const;

const COMPOSITION: readonly [RegExp, string][] = [
  [/\p{Lu}/u, "Add an upper-case letter."],
  [/\p{Ll}/u, "Add a lower-case letter."],
  [/\p{Nd}/u, "Add a digit."],
  [/[^\p{L}\p{N}\p{M}]/u, "Add a special character, such as a dot, a dash or a space."],
];

/**
 * Every reason why a password is not good enough, as sentences for the person who chose it; none when it is.
 * A character is a Unicode code point (NIST SP 800-63B-4 §3.1.1.2); leaked passwords are refused as the same
 * section and OWASP ASVS 5 6.2.4 ask, own words and the product's as 6.2.11 asks.
 */
export async function checkPassword(plain: string, context: PasswordContext): Promise<string[]> {
  const policy = context.policy ?? env.PASSWORD_POLICY;
  const password = normalisePassword(plain);
  const reasons: string[] = [];
  const minimum = MINIMUM[policy === "nist" && context.hasSecondFactor ? "nistWithSecondFactor" : policy];
  if ([...password].length < minimum) reasons.push(`Use ${minimum} characters or more.`);
  if (policy === "strict") reasons.push(...COMPOSITION.filter(([pattern]) => !pattern.test(password)).map(([, reason]) => reason));
  if (await isLeaked(password)) {
    reasons.push("This password has leaked elsewhere, so it is among the first that anybody tries. Choose another.");
  } else if (await isBuiltOnOwnWords(password, context)) {
    reasons.push(`Do not build your password on your name, your address or the word ${brand.name}.`);
  }
  return reasons;
}

async function isBuiltOnOwnWords(password: string, owner: OwnWords): Promise<boolean> {
  for (const rest of restsWithoutOwnWords(password, owner, brand.name)) {
    if (!rest.isEnough || (await isLeaked(rest.text))) return true;
  }
  return false;
}

import { brand } from "@/lib/brand";
import { env } from "@/lib/env";
import { normalisePassword } from "@/lib/passwords/formats";
import { isLeaked } from "@/lib/passwords/leaked";
import { type OwnWords, restsWithoutOwnWords } from "@/lib/passwords/own-words";
import { PASSWORD_POLICIES, type PasswordPolicy } from "@/lib/passwords/policy-text";
import { missingOf } from "@/lib/passwords/preset-rules";

export interface PasswordContext extends OwnWords {
  /** An organization's own choice; PASSWORD_POLICY without it. */
  policy?: PasswordPolicy | undefined;
  /** Whether a second factor stands beside the password, which `nist` rewards with a shorter minimum. */
  hasSecondFactor?: boolean | undefined;
}

/**
 * Every reason why a password is not good enough, as sentences for the person who chose it; none when it is.
 * Leaked passwords are refused as NIST SP 800-63B-4 §3.1.1.2 and OWASP ASVS 5 6.2.4 ask, own words and the product's as
 * 6.2.11 asks.
 */
export async function checkPassword(plain: string, context: PasswordContext): Promise<string[]> {
  const password = normalisePassword(plain);
  const own = missingOf(context.policy ?? env.PASSWORD_POLICY, password, { hasSecondFactor: context.hasSecondFactor ?? false });
  return [...own, ...(await refusedByAll(password, context))];
}

/** The presets that a password satisfies, as they are kept with its hash: never empty, `none` for none of them. */
export async function presetsMetBy(plain: string, owner: OwnWords): Promise<string[]> {
  const password = normalisePassword(plain);
  if ((await refusedByAll(password, owner)).length > 0) return ["none"];
  const met: string[] = PASSWORD_POLICIES.filter((policy) => missingOf(policy, password).length === 0);
  return met.length > 0 ? met : ["none"];
}

async function refusedByAll(password: string, owner: OwnWords): Promise<string[]> {
  if (await isLeaked(password)) {
    return ["This password has leaked elsewhere, so it is among the first that anybody tries. Choose another."];
  }
  if (await isBuiltOnOwnWords(password, owner)) {
    return [`Do not build your password on your name, your address or the word ${brand.name}.`];
  }
  return [];
}

async function isBuiltOnOwnWords(password: string, owner: OwnWords): Promise<boolean> {
  for (const rest of restsWithoutOwnWords(password, owner, brand.name)) {
    if (!rest.isEnough || (await isLeaked(rest.text))) return true;
  }
  return false;
}

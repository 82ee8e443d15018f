import { invalidInput } from "@/lib/errors";
import type { PasswordDemand } from "@/lib/organizations/password-demands";
import { checkPassword, presetsMetBy } from "@/lib/passwords/policy";

/** What the policy compares a new password with. */
export interface PasswordOwner {
  email: string;
  username?: string | null | undefined;
  name?: string | null | undefined;
}

/**
 * Lets a password pass that satisfies the platform's policy and whatever organizations demand besides, and says which
 * presets it satisfies, to be kept with its hash.
 * @throws AppError VALIDATION_ERROR with the reasons beside `field`; a reason of an organization names it.
 */
export async function assertGoodPassword(
  field: "password" | "new_password",
  password: string,
  owner: PasswordOwner,
  demands: readonly PasswordDemand[] = [],
): Promise<string[]> {
  const context = { email: owner.email, username: owner.username ?? null, name: owner.name ?? null };
  const reasons = await checkPassword(password, context);
  const known = new Set(reasons);
  for (const { policy, organizations } of demands) {
    const more = (await checkPassword(password, { ...context, policy })).filter((reason) => !known.has(reason));
    if (more.length > 0) reasons.push(`${organizations} asks for more: ${more.join(" ")}`);
  }
  if (reasons.length > 0) throw invalidInput({ [field]: reasons });
  return presetsMetBy(password, context);
}

import { invalidInput } from "@/lib/errors";
import { checkPassword } from "@/lib/passwords/policy";

/** What the policy compares a new password with. */
export interface PasswordOwner {
  email: string;
  username?: string | null | undefined;
  name?: string | null | undefined;
}

/** Lets a password pass that satisfies the policy. @throws AppError VALIDATION_ERROR with the reasons beside `field`. */
export async function assertGoodPassword(field: "password" | "new_password", password: string, owner: PasswordOwner): Promise<void> {
  const reasons = await checkPassword(password, { email: owner.email, username: owner.username ?? null, name: owner.name ?? null });
  if (reasons.length > 0) throw invalidInput({ [field]: reasons });
}

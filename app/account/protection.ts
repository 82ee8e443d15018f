import type { z } from "zod";
import type { Protection } from "@/app/account/next-step";
import type { ProfileView } from "@/lib/accounts/profile.schema";
import type { listFactorsContract } from "@/lib/factors/factors.schema";

/** How an account is protected, out of what its owner may see of it. */
export const protectionOf = (profile: ProfileView, listed: z.input<typeof listFactorsContract.output>): Protection => ({
  email: profile.email,
  isEmailVerified: profile.email_verified,
  hasPassword: profile.has_password,
  factors: listed.factors.length,
  recoveryCodesLeft: listed.recovery_codes_left,
});

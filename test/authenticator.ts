import { TOTP } from "otpauth";
import { db } from "@/lib/db";

/** What an authenticator app shows; `steps` of thirty seconds from now. */
export const codeOf = (secret: string, steps = 0): string => new TOTP({ secret }).generate({ timestamp: Date.now() + steps * 30_000 });

/** Forgets which codes were used, as if a while had passed. */
export async function forgetSteps(userId: string): Promise<void> {
  await db.totpAuthenticator.updateMany({ where: { userId }, data: { lastStep: null } });
}

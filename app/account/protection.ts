import type { z } from "zod";
import type { Protection } from "@/app/account/next-step";
import type { Actor } from "@/lib/access/actor";
import type { ProfileView } from "@/lib/accounts/profile.schema";
import type { listFactorsContract } from "@/lib/factors/factors.schema";
import type { listPasskeysContract } from "@/lib/passkeys/passkeys.schema";
import { listDevices } from "@/lib/sessions/devices";
import { listSessions } from "@/lib/sessions/manage";

interface Known {
  profile: ProfileView;
  factors: z.input<typeof listFactorsContract.output>;
  passkeys: z.input<typeof listPasskeysContract.output>;
}

/** As many as a page of either list holds at most. */
const MOST = 100;

/** How an account is protected, out of what its owner may see of it. */
export async function protectionOf(actor: Actor, { profile, factors, passkeys }: Known): Promise<Protection> {
  const [sessions, devices] = await Promise.all([listSessions(actor, { limit: MOST }), listDevices(actor, { limit: MOST })]);
  return {
    email: profile.email,
    isEmailVerified: profile.email_verified,
    hasPassword: profile.has_password,
    passkeys: passkeys.passkeys.length,
    factors: factors.factors.length,
    recoveryCodesLeft: factors.recovery_codes_left,
    sessions: sessions.items.length,
    devices: devices.items.length,
  };
}

import { env } from "@/lib/env";
import { passwordDemandsOn } from "@/lib/organizations/password-demands";
import { type PasswordPolicy, POLICY_TEXT } from "@/lib/passwords/policy-text";

/** What this portal asks of a password, in a sentence for the person who chooses one. */
export function passwordHint(): string {
  return POLICY_TEXT[env.PASSWORD_POLICY];
}

/** What is asked of one person's password by this portal and their organizations: in words, and by the presets' names. */
export async function passwordAskedOf(userId: string): Promise<{ hint: string; presets: PasswordPolicy[] }> {
  const platform = env.PASSWORD_POLICY;
  // Whatever satisfies any other preset satisfies the standard one.
  const more = (await passwordDemandsOn(userId)).filter(({ policy }) => policy !== platform && policy !== "standard");
  const sentences = more.map(({ policy, organizations }) => `${organizations} asks for more: ${POLICY_TEXT[policy]}`);
  return { hint: [POLICY_TEXT[platform], ...sentences].join(" "), presets: [platform, ...more.map(({ policy }) => policy)] };
}

/** What holds in this portal where an organization chooses nothing; times in seconds, of a session that is not remembered. */
export const sessionDefaults = () => ({
  passwordPolicy: env.PASSWORD_POLICY,
  idleSeconds: env.SESSION_IDLE_TIMEOUT,
  absoluteSeconds: env.SESSION_ABSOLUTE_TIMEOUT,
});

/** Where mail can be read on this machine while no mail service is set, or null. */
export function inboxPath(): "/dev/inbox" | null {
  return env.mailTransport === "inbox" ? "/dev/inbox" : null;
}

import { env } from "@/lib/env";
import { POLICY_TEXT } from "@/lib/passwords/policy-text";

/** What this portal asks of a password, in a sentence for the person who chooses one. */
export function passwordHint(): string {
  return POLICY_TEXT[env.PASSWORD_POLICY];
}

/** Where mail can be read on this machine while no mail service is set, or null. */
export function inboxPath(): "/dev/inbox" | null {
  return env.mailTransport === "inbox" ? "/dev/inbox" : null;
}

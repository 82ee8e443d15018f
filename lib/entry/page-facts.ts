import { env } from "@/lib/env";

const PASSWORD_HINTS = {
  standard: "Use 8 characters or more. A few unrelated words make a strong password that is easy to remember.",
  strict: "Use 8 characters or more, with upper and lower case letters, a digit and a special character.",
  nist: "Use 15 characters or more. A few unrelated words make a strong password that is easy to remember.",
} as const;

/** What this portal asks of a password, in a sentence for the person who chooses one. */
export function passwordHint(): string {
  return PASSWORD_HINTS[env.PASSWORD_POLICY];
}

/** Where mail can be read on this machine while no mail service is set, or null. */
export function inboxPath(): "/dev/inbox" | null {
  return env.mailTransport === "inbox" ? "/dev/inbox" : null;
}

import type { Tone } from "@/components/ui/alert";

export interface Notice {
  tone: Tone;
  title: string;
  text?: string;
}

/** What `/login?notice=` may say. Only these: an address must not put words into our mouth. */
const NOTICES: Record<string, Notice> = {
  "signed-out": { tone: "success", title: "You are signed out" },
  "session-ended": { tone: "info", title: "Your session has ended", text: "Sign in again to go on." },
  "sign-in-expired": { tone: "info", title: "Begin again", text: "That sign-in waited too long, or was finished already." },
  "email-verified": { tone: "success", title: "Your address is confirmed", text: "Sign in to begin." },
  "password-reset": {
    tone: "success",
    title: "Your password is changed",
    text: "You were signed out everywhere else. Sign in with the new one.",
  },
  deactivated: { tone: "info", title: "Your account is deactivated", text: "An administrator can activate it again." },
  "deletion-scheduled": {
    tone: "info",
    title: "Your account will be deleted in 30 days",
    text: "We sent you a mail about it. To keep the account, just sign in before then.",
  },
  "setup-done": { tone: "success", title: "The first administrator is made", text: "Sign in to begin." },
};

const FAILED: Notice = { tone: "danger", title: "That sign-in did not work", text: "Try again, or use another way." };

/** The notice for a query string, or null. `error` is what NextAuth adds when a provider's sign-in failed. */
export function noticeFor(query: Record<string, string | string[] | undefined>): Notice | null {
  if (typeof query.notice === "string" && Object.hasOwn(NOTICES, query.notice)) return NOTICES[query.notice] ?? null;
  return query.error ? FAILED : null;
}

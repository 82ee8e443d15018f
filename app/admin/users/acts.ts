import type { AccountAct } from "@/lib/accounts/administration.schema";

interface ActText {
  label: string;
  /** What happens, for one person and for several alike. */
  description: string;
  /** What the button of the question says. */
  confirm: string;
  /** Behind "Ana ", when it is done. */
  done: string;
  tone: "danger" | "plain";
}

/** What can be done about accounts, in words. */
export const ACTS: Record<AccountAct, ActText> = {
  deactivate: {
    label: "Deactivate",
    description: "Signed out everywhere at once, and no way in until somebody activates the account again. The owner is told by mail.",
    confirm: "Deactivate",
    done: "is deactivated.",
    tone: "danger",
  },
  activate: {
    label: "Activate",
    description: "The way in is open again. Nothing else changes.",
    confirm: "Activate",
    done: "is active again.",
    tone: "plain",
  },
  revoke_sessions: {
    label: "Sign out everywhere",
    description: "Every session ends at once, those of programs too. Signing in again is possible.",
    confirm: "Sign out everywhere",
    done: "is signed out everywhere.",
    tone: "danger",
  },
  force_password_reset: {
    label: "Require a new password",
    description: "Every session ends, and the present password is good for nothing. The owner is mailed a link to choose a new one.",
    confirm: "Require a new password",
    done: "must choose a new password.",
    tone: "danger",
  },
};

/** In the order in which they are shown. */
export const ACT_NAMES = ["revoke_sessions", "force_password_reset", "deactivate", "activate"] as const;

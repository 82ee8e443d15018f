import type { SessionKind } from "@/lib/sessions/lifetimes";
import { SECOND_FACTOR } from "@/lib/tokens/pre-auth-token";

/** How far a sign-in has come, once somebody has proven who they are. */
export interface Progress {
  /** What was proven (RFC 8176). */
  amr: readonly string[];
  hasSecondFactor: boolean;
  /** Whether it comes from a device that its owner trusts, which stands for the second factor. */
  isTrusted?: boolean;
  /** Whether its owner is still to let the device in. */
  owesApproval?: boolean;
  /** Whether an organization is to be chosen. */
  selects: boolean;
}

/**
 * What a sign-in may still owe before a session is opened, in the order in which it is asked. Pages and programs walk this one
 * table; what it says of the second factor and of the device is asked once more by the statement that opens the session
 * (`takePreAuth`, `openBrowserSession`), so that no way in can leave it out.
 */
const STEPS = [
  {
    name: "mfa_required",
    isOwed: ({ hasSecondFactor, isTrusted, amr }: Progress) => hasSecondFactor && !isTrusted && !amr.includes(SECOND_FACTOR),
  },
  { name: "device_approval_required", isOwed: ({ owesApproval }: Progress) => owesApproval === true },
  { name: "organization_selection", isOwed: ({ selects }: Progress) => selects },
] as const;

/** A step that a sign-in can owe. */
export type OwedStep = (typeof STEPS)[number]["name"];

/** What a program's answer says of a sign-in that has come so far. */
const WORDS = {
  mfa_required: "Prove your second factor.",
  device_approval_required: "Approve this device: the link is in your mail.",
  organization_selection: "Choose an organization.",
  complete: "You are signed in.",
} as const satisfies Record<OwedStep | "complete", string>;

/** The message of an answer about a sign-in. */
export const wordsForStep = ({ status }: { status: OwedStep | "complete" }): string => WORDS[status];

/** The next step of a sign-in; `complete` when nothing is owed. */
export function nextStep(progress: Progress): OwedStep | "complete" {
  return STEPS.find(({ isOwed }) => isOwed(progress))?.name ?? "complete";
}

/** Who a sign-in goes on with: none that a browser began is finished by a program, nor the other way round. */
export type Door = "browser" | "program";

/** Whether a sign-in ends in a browser's session. */
export const isBrowsers = ({ kind }: { kind: SessionKind }): boolean => kind === "browser" || kind === "remembered";

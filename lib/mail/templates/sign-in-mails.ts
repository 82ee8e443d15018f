import { brand } from "@/lib/brand";
import type { MailContent } from "@/lib/mail/templates/content";
import { greeting, linkTo, oneLine } from "@/lib/mail/templates/inert";
import { describeOrigin, describeTime, type Reader } from "@/lib/mail/templates/when-and-where";

/** What a mail about one sign-in is made of. */
interface SignInFacts {
  token: string;
  name: string | null;
  occurredAt: Date;
  origin: { ip: string | null; userAgent: string | null };
  place: string;
  reader: Reader;
}

const factsOf = ({ occurredAt, origin, place, reader }: SignInFacts): [string, string][] => [
  ["When", describeTime(occurredAt, reader)],
  ...describeOrigin(origin),
  ["Place", oneLine(place, 120)],
];

/** Asks whether a device may come in that the account does not know. */
export function deviceApprovalMail({ minutes, ...facts }: SignInFacts & { minutes: number }): MailContent {
  return {
    subject: `Is this you signing in to ${brand.name}?`,
    preview: "A device that we do not know waits for your answer.",
    heading: "Is this you signing in?",
    greeting: greeting(facts.name),
    paragraphs: [
      "Somebody with your password, or your account elsewhere, signs in from a device that we do not know. It waits for your answer.",
    ],
    actions: [linkTo("Look and answer", "/login/device/answer", { token: facts.token })],
    facts: factsOf(facts),
    notes: [
      `The link works for ${minutes} minutes. Opening it answers nothing: you choose there.`,
      "Wasn't you? Say so there, and whoever it was stays out.",
    ],
  };
}

const REASONS: Record<string, string> = {
  new_device: "It came from a device that you have not used here before.",
  new_network: "It came from a network that you have not used here before.",
  impossible_travel: "It came from a place that you could not have travelled to since your last sign-in.",
  many_failures: "Many attempts failed before it.",
};

/** Tells the owner of a sign-in that is unlike them, and how to end it. */
export function signInAlertMail({ reasons, ...facts }: SignInFacts & { reasons: readonly string[] }): MailContent {
  return {
    subject: `New sign-in to your ${brand.name} account`,
    preview: "If it was you, there is nothing to do.",
    heading: "New sign-in to your account",
    greeting: greeting(facts.name),
    paragraphs: [
      `Somebody signed in to your account. ${reasons.flatMap((reason) => REASONS[reason] ?? []).join(" ")}`,
      "If it was you, there is nothing to do.",
    ],
    actions: [linkTo("This wasn't me", "/login/not-me", { token: facts.token })],
    facts: factsOf(facts),
    notes: ["If it wasn't you, press the button: it ends that sign-in and brings you a link for a new password. It works for seven days."],
  };
}

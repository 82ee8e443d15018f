import { brand } from "@/lib/brand";
import type { MailContent } from "@/lib/mail/templates/content";
import { greeting } from "@/lib/mail/templates/inert";
import { describeOrigin } from "@/lib/mail/templates/when-and-where";

/** What such a mail is made of. */
export interface FactorCodeFacts {
  code: string;
  /** Minutes that the code lives. */
  minutes: number;
  name: string | null;
  /** Whether the factor is being set up; else it is a sign-in that waits. */
  isSetUp: boolean;
  origin: { ip: string | null; userAgent: string | null };
}

/** A code that proves a second factor. It has no link: whoever types it has the page open already. */
export function factorCodeMail({ code, minutes, name, isSetUp, origin }: FactorCodeFacts): MailContent {
  return {
    subject: isSetUp ? `Your code to set up ${brand.name}` : `Your sign-in code for ${brand.name}`,
    preview: `Your code is ${code.slice(0, 3)} ${code.slice(3)}.`,
    heading: isSetUp ? "Turn on codes by e-mail" : "Finish signing in",
    greeting: greeting(name),
    paragraphs: [isSetUp ? "Type this code to have sign-in codes sent to this address." : "Type this code where you are signing in."],
    code,
    actions: [],
    facts: describeOrigin(origin),
    notes: [
      `The code works once, for ${minutes} minutes, and only where it was asked for. Nobody from ${brand.name} will ever ask you for it.`,
      isSetUp
        ? "Wasn't you? Then somebody is signed in to your account: choose a new password at once."
        : "Wasn't you? Then somebody knows your password: choose a new one at once.",
    ],
  };
}

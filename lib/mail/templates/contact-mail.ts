import { brand } from "@/lib/brand";
import type { MailContent } from "@/lib/mail/templates/content";
import { oneLine, severalLines } from "@/lib/mail/templates/inert";

export interface ContactWords {
  name: string;
  email: string;
  subject?: string;
  message: string;
}

/** What somebody wrote through the contact form. All of it is a stranger's: quoted, without markup, never a link of ours. */
export function contactMail({ name, email, subject, message }: ContactWords): MailContent {
  const about = subject ? oneLine(subject, 150) : "a message";
  return {
    subject: `Contact form of ${brand.name}: ${about}`,
    preview: `From ${oneLine(name, 100)}`,
    heading: "Somebody wrote to you",
    paragraphs: [`This came through the contact form of ${brand.name}. Nobody has checked who wrote it.`],
    quote: severalLines(message),
    replyTo: oneLine(email, 254),
    actions: [],
    facts: [
      ["Name", oneLine(name, 100)],
      ["E-mail", oneLine(email, 254)],
      ...(subject ? [["Subject", about] satisfies [string, string]] : []),
    ],
    notes: ["Your answer to this mail goes to the address above."],
  };
}

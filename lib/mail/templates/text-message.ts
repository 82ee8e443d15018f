import type { MailContent } from "@/lib/mail/templates/content";

/** A text message as the built-in inbox shows it, where nothing sends it. */
export function textMessageMail(text: string, code: string): MailContent {
  return { subject: "Text message", preview: text, heading: "Text message", paragraphs: [text], code, actions: [], notes: [] };
}

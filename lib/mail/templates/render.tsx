import { render } from "@react-email/render";
import { brand } from "@/lib/brand";
import type { MailContent } from "@/lib/mail/templates/content";
import { oneLine } from "@/lib/mail/templates/inert";
import { MailLayout } from "@/lib/mail/templates/layout";

export interface RenderedMail {
  subject: string;
  html: string;
  text: string;
  links: string[];
  code?: string;
  replyTo?: string;
}

/** Writes a mail's two parts. Links and code come from the content itself, never from searching the parts. */
export async function renderMail(content: MailContent): Promise<RenderedMail> {
  return {
    subject: oneLine(content.subject),
    html: await render(<MailLayout content={content} />),
    text: plainText(content),
    links: content.actions.map(({ href }) => href),
    ...(content.code ? { code: content.code } : {}),
    ...(content.replyTo ? { replyTo: content.replyTo } : {}),
  };
}

/** The part for readers without HTML: every link written out, the code on a line of its own. */
function plainText(content: MailContent): string {
  const blocks = [
    content.heading,
    content.greeting,
    ...content.paragraphs,
    // Every line marked, so that nobody's words can be taken for ours (RFC 3676 §4.5).
    content.quote?.replace(/^/gm, "> "),
    content.code,
    ...content.actions.map(({ label, href }) => `${label}:\n${href}`),
    content.facts?.map(([label, value]) => `${label}: ${oneLine(value)}`).join("\n"),
    ...content.notes,
    `-- \n${brand.name}`,
  ];
  return `${blocks.filter(Boolean).join("\n\n")}\n`;
}

/**
 * What a mail says, apart from how it looks. The HTML part, the text part and the inbox's list of links and
 * code are all made from this one value, so they cannot differ.
 */
export interface MailContent {
  subject: string;
  /** What a list of mails shows after the subject. */
  preview: string;
  heading: string;
  /** "Hello Ana,"; absent where the name is not proven to be the reader's own. */
  greeting?: string;
  paragraphs: string[];
  /** Somebody else's words, in several lines; shown as theirs. */
  quote?: string;
  /** The six digits, without spaces. */
  code?: string;
  /** The first becomes the button, the others quiet links. */
  actions: MailAction[];
  /** Labelled facts about what happened. */
  facts?: [label: string, value: string][];
  /** Where an answer goes, when not to us. One address, already proven to be one. */
  replyTo?: string;
  /** Small print: how long it lives, what to do if it was not you. */
  notes: string[];
}

export interface MailAction {
  label: string;
  href: string;
}

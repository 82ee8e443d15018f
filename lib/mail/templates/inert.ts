import { env } from "@/lib/env";
import type { MailAction } from "@/lib/mail/templates/content";

/** Longest name written into a mail, in characters as a reader counts them. */
const LONGEST_NAME = 60;

/** Control characters, line and paragraph separators, and the marks that turn writing direction around. */
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu;

/** One line without control characters: what may stand in a header or in one line of text (RFC 5322 §2.2: no bare CR or LF). */
export function oneLine(text: string, longest = 200): string {
  const characters = [...text.replace(UNSAFE, " ").replace(/\s+/g, " ").trim()];
  return characters.length > longest ? `${characters.slice(0, longest - 1).join("")}…` : characters.join("");
}

/** The same for text of several lines, each made inert by itself. */
export function severalLines(text: string): string {
  return text
    .split(/\r\n|[\n\r\u2028\u2029]/u)
    .map((line) => line.replace(UNSAFE, " ").trimEnd())
    .join("\n");
}

/**
 * A name in one line, or undefined for an empty one and for one that a mail program could turn into a link or an address:
 * names are typed by people, and a mail of ours must not carry somebody else's message.
 */
export function inertName(name: string): string | undefined {
  const line = oneLine(name, LONGEST_NAME);
  const linkLike = /[:/\\@<>]|www\.|\.\p{L}{2,}/iu.test(line);
  return line && !linkLike ? line : undefined;
}

/** "Hello Ana,", or undefined for no name and for one that is not inert. */
export function greeting(name: string | null): string | undefined {
  const line = name ? inertName(name) : undefined;
  return line ? `Hello ${line},` : undefined;
}

/** A link to a page of ours. Only APP_URL decides where it goes (never the request that asked for the mail). */
export function linkTo(label: string, path: `/${string}`, query: Record<string, string> = {}): MailAction {
  const url = new URL(path, env.APP_URL);
  for (const [key, value] of Object.entries(query)) url.searchParams.set(key, value);
  return { label, href: url.href };
}

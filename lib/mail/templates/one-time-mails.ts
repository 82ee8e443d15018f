import { brand } from "@/lib/brand";
import type { MailContent } from "@/lib/mail/templates/content";
import { greeting, linkTo } from "@/lib/mail/templates/inert";
import { describeOrigin } from "@/lib/mail/templates/when-and-where";

/** What a mail with a proof in it is made of. */
export interface ProofMail {
  token: string;
  /** Minutes that link and code live. */
  minutes: number;
  origin: { ip: string | null; userAgent: string | null };
}

const groupOf = (code: string): string => `${code.slice(0, 3)} ${code.slice(3)}`;

/** Proves an address at registration. Names nobody: whoever typed the address may not be the one who reads it. */
export function verificationMail({ token, code, minutes }: ProofMail & { code: string }): MailContent {
  return {
    subject: `Confirm your e-mail address for ${brand.name}`,
    preview: `Your code is ${groupOf(code)}.`,
    heading: "Confirm your e-mail address",
    paragraphs: ["Type this code where you registered, or use the button on any device."],
    code,
    actions: [linkTo("Confirm my address", "/verify-email", { token })],
    notes: [
      `The code and the link work once, for ${minutes} minutes.`,
      `Wasn't you? Then somebody typed your address by mistake. Ignore this mail and no account will use it.`,
    ],
  };
}

/** Proves the new address of an account; goes to that address. Names nobody, for the same reason. */
export function changeOfAddressMail({ token, code, minutes }: ProofMail & { code: string }): MailContent {
  return {
    subject: `Confirm your new e-mail address for ${brand.name}`,
    preview: `Your code is ${groupOf(code)}.`,
    heading: "Confirm your new e-mail address",
    paragraphs: [`Somebody asked to use this address for their ${brand.name} account. If it was you, type this code or use the button.`],
    code,
    actions: [linkTo("Use this address", "/verify-email", { token })],
    notes: [
      `The code and the link work once, for ${minutes} minutes. Until then the account keeps its present address.`,
      "Wasn't you? Ignore this mail and nothing will change.",
    ],
  };
}

/** Lets the owner of an account choose a new password. */
export function resetMail({ token, minutes, name, origin }: ProofMail & { name: string | null }): MailContent {
  return {
    subject: `Choose a new password for ${brand.name}`,
    preview: `The link works for ${minutes} minutes.`,
    heading: "Choose a new password",
    greeting: greeting(name),
    paragraphs: [`Somebody asked for a new password for your ${brand.name} account. If it was you, choose one here.`],
    actions: [linkTo("Choose a new password", "/reset-password", { token })],
    facts: describeOrigin(origin),
    notes: [
      `The link works once, for ${minutes} minutes. Choosing a new password signs you out everywhere else.`,
      "Wasn't you? Ignore this mail: your password stays as it is.",
    ],
  };
}

/** Tells the owner of a known address that somebody tried to register with it, or to move another account to it. */
export function alreadyRegisteredMail({ name }: { name: string | null }): MailContent {
  return {
    subject: `You already have a ${brand.name} account`,
    preview: "Somebody tried to use your address again.",
    heading: "You already have an account",
    greeting: greeting(name),
    paragraphs: [
      `Somebody tried to use this address for another account at ${brand.name}. It has one already: if it was you, just sign in.`,
    ],
    actions: [linkTo("Sign in", "/login"), linkTo("I forgot my password", "/forgot-password")],
    notes: ["Wasn't you? Then there is nothing to do: nobody got in, and nothing was changed."],
  };
}

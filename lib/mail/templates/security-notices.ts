import { brand } from "@/lib/brand";
import { env } from "@/lib/env";
import type { MailContent } from "@/lib/mail/templates/content";
import { greeting, linkTo } from "@/lib/mail/templates/inert";
import { describeOrigin, describeTime, type Reader } from "@/lib/mail/templates/when-and-where";

interface NoticeWords {
  subject: string;
  heading: string;
  sentence: string;
  /** What to do if it was not the reader. */
  otherwise: string;
  action: { label: string; path: `/${string}` };
}

/** Who can help where signing in no longer does. */
const OPERATOR = env.CONTACT_EMAIL ?? "whoever runs this portal";

const RESET = { label: "Choose a new password", path: "/forgot-password" } as const;

/** Each notice's words. A new notice is one entry here and one name in lib/queue/jobs.ts, which the type holds together. */
const NOTICES = {
  password_changed: {
    subject: "Your password was changed",
    heading: "Your password was changed",
    sentence: "The password of your account was changed, and every other session was ended.",
    otherwise: "If it wasn't you, choose a new password at once: that ends every session.",
    action: RESET,
  },
  password_reset: {
    subject: "Your password was reset",
    heading: "Your password was reset",
    sentence: "A new password was chosen through a link that we mailed to you. Every session was ended.",
    otherwise: "If it wasn't you, somebody can read your mail. Secure your mailbox first, then choose a new password.",
    action: RESET,
  },
  email_change_requested: {
    subject: "Somebody asked to change your e-mail address",
    heading: "A change of your address was asked for",
    sentence: "Somebody signed in to your account asked to change its e-mail address. It changes once the new address is confirmed.",
    otherwise: "If it wasn't you, choose a new password now, before the change is confirmed.",
    action: RESET,
  },
  email_changed: {
    subject: "Your e-mail address was changed",
    heading: "Your e-mail address was changed",
    sentence: "Your account now uses another e-mail address. This is the last mail about it to the former one.",
    otherwise: `If it wasn't you, contact ${OPERATOR} and name the time above.`,
    action: { label: `Go to ${brand.name}`, path: "/" },
  },
  password_reset_forced: {
    subject: "Choose a new password",
    heading: "Your password must be replaced",
    sentence: "An administrator asked for a new password on your account. You were signed out everywhere; another mail brings the link.",
    otherwise: `If you have a question about it, contact ${OPERATOR}.`,
    action: RESET,
  },
  password_reset_required: {
    subject: "Choose a new password",
    heading: "Everybody's password must be replaced",
    sentence: "As a precaution, everybody was signed out and chooses a new password before signing in again.",
    otherwise: `If you used the same password elsewhere, change it there too. If you have a question about it, contact ${OPERATOR}.`,
    action: RESET,
  },
  account_deactivated: {
    subject: "Your account was deactivated",
    heading: "Your account was deactivated",
    sentence: "Your account was deactivated and signed out everywhere. Nobody can sign in to it until it is activated again.",
    otherwise: `If this is unexpected, contact ${OPERATOR}.`,
    action: { label: `Go to ${brand.name}`, path: "/" },
  },
  account_deletion_scheduled: {
    subject: "Your account will be deleted",
    heading: "Your account will be deleted",
    sentence:
      "Somebody who is signed in to your account asked to delete it. You were signed out everywhere. To keep it, just sign in before then.",
    otherwise: "If it wasn't you, sign in to keep the account, then choose a new password.",
    action: { label: "Sign in and keep my account", path: "/login" },
  },
  account_deletion_cancelled: {
    subject: "Your account stays",
    heading: "Your account will not be deleted",
    sentence: "Signing in cancelled the deletion of your account. Nothing was erased.",
    otherwise: "If it wasn't you who signed in, choose a new password at once: that ends every session.",
    action: RESET,
  },
  account_deleted: {
    subject: "Your account was deleted",
    heading: "Your account was deleted",
    sentence: "An administrator deleted your account with everything that was kept for it. This is the last mail about it.",
    otherwise: `If this is unexpected, contact ${OPERATOR}.`,
    action: { label: `Go to ${brand.name}`, path: "/" },
  },
  data_exported: {
    subject: "A copy of your data was downloaded",
    heading: "A copy of your data was downloaded",
    sentence: "Somebody signed in to your account downloaded the archive with a copy of your data.",
    otherwise: "If it wasn't you, choose a new password at once: that ends every session.",
    action: RESET,
  },
  impersonation_started: {
    subject: "An administrator is acting as you",
    heading: "An administrator is acting as you",
    sentence:
      "An administrator of this portal began to act as you, for an hour at most. They cannot use or change your password or your address. All they do is recorded, and your activity shows it.",
    otherwise: `If you do not know why, contact ${OPERATOR}.`,
    action: { label: "See your activity", path: "/account/security" },
  },
  username_changed: {
    subject: "Your username was changed",
    heading: "Your username was changed",
    sentence: "The username of your account was changed. The former one no longer signs you in.",
    otherwise: "If it wasn't you, choose a new password at once.",
    action: RESET,
  },
  factor_added: {
    subject: "An authenticator app was added",
    heading: "An authenticator app was added",
    sentence: "Signing in to your account now also asks for a code of this app. Every other session was ended.",
    otherwise: "If it wasn't you, choose a new password at once, then remove the app on the page Security of your account.",
    action: RESET,
  },
  factor_removed: {
    subject: "An authenticator app was removed",
    heading: "An authenticator app was removed",
    sentence: "An authenticator app was removed from your account, and every other session was ended.",
    otherwise: "If it wasn't you, choose a new password at once: that ends every session.",
    action: RESET,
  },
  email_codes_added: {
    subject: "Codes by e-mail were turned on",
    heading: "Codes by e-mail were turned on",
    sentence: "Signing in to your account now also asks for a code, which can be sent to this address. Every other session was ended.",
    otherwise: "If it wasn't you, choose a new password at once: that ends every session.",
    action: RESET,
  },
  email_codes_removed: {
    subject: "Codes by e-mail were turned off",
    heading: "Codes by e-mail were turned off",
    sentence: "Signing in to your account no longer takes a code sent to this address. Every other session was ended.",
    otherwise: "If it wasn't you, choose a new password at once: that ends every session.",
    action: RESET,
  },
  sms_codes_added: {
    subject: "Codes by text message were turned on",
    heading: "Codes by text message were turned on",
    sentence: "Signing in to your account now also asks for a code, which can be sent to a phone. Every other session was ended.",
    otherwise: "If it wasn't you, choose a new password at once, then remove the phone on the page Security of your account.",
    action: RESET,
  },
  sms_codes_removed: {
    subject: "Codes by text message were turned off",
    heading: "Codes by text message were turned off",
    sentence: "Signing in to your account no longer takes a code sent to a phone. Every other session was ended.",
    otherwise: "If it wasn't you, choose a new password at once: that ends every session.",
    action: RESET,
  },
  factors_reset: {
    subject: "Your second factors were removed",
    heading: "Your second factors were removed",
    sentence: "An operator removed every second factor from your account and signed you out everywhere. Sign in and set one up again.",
    otherwise: `If you did not ask for it, contact ${OPERATOR}.`,
    action: { label: "Sign in", path: "/login" },
  },
  recovery_code_used: {
    subject: "A recovery code was used",
    heading: "A recovery code was used to sign in",
    sentence: "Somebody with your password signed in with one of your recovery codes. It will not work again.",
    otherwise: "If it wasn't you, choose a new password at once, then make new recovery codes.",
    action: RESET,
  },
  passkey_added: {
    subject: "A passkey was added",
    heading: "A passkey was added",
    sentence: "From now on a new passkey signs in to your account. Every other session was ended.",
    otherwise: "If it wasn't you, choose a new password at once, then remove the passkey on the page Security of your account.",
    action: RESET,
  },
  passkey_removed: {
    subject: "A passkey was removed",
    heading: "A passkey was removed",
    sentence: "A passkey was removed from your account and no longer signs in to it. Every other session was ended.",
    otherwise: "If it wasn't you, choose a new password at once: that ends every session.",
    action: RESET,
  },
  provider_linked: {
    subject: "Another service was linked to your account",
    heading: "Another service was linked",
    sentence: "From now on an account at another service signs in to yours. Every other session was ended.",
    otherwise: `If it wasn't you, choose a new password at once, then contact ${OPERATOR} to have the link taken away.`,
    action: RESET,
  },
  recovery_codes_renewed: {
    subject: "You have new recovery codes",
    heading: "New recovery codes were made",
    sentence: "New recovery codes were made for your account. The former ones no longer work.",
    otherwise: "If it wasn't you, choose a new password at once: that ends every session.",
    action: RESET,
  },
} as const satisfies Record<string, NoticeWords>;

export type NoticeName = keyof typeof NOTICES;

export interface NoticeFacts {
  notice: NoticeName;
  name: string | null;
  occurredAt: Date;
  origin: { ip: string | null; userAgent: string | null };
  reader: Reader;
  /** When what is announced will happen. */
  dueAt?: Date | null;
}

/** Tells the owner what happened to their account, when by their own clock, and from where. */
export function securityNoticeMail({ notice, name, occurredAt, origin, reader, dueAt }: NoticeFacts): MailContent {
  const words: NoticeWords = NOTICES[notice];
  return {
    subject: `${words.subject} (${brand.name})`,
    preview: words.sentence,
    heading: words.heading,
    greeting: greeting(name),
    paragraphs: [words.sentence, "If it was you, there is nothing to do."],
    actions: [linkTo(words.action.label, words.action.path)],
    facts: [
      ["When", describeTime(occurredAt, reader)],
      ...(dueAt ? [["Erased after", describeTime(dueAt, reader)] satisfies [string, string]] : []),
      ...describeOrigin(origin),
    ],
    notes: [words.otherwise],
  };
}

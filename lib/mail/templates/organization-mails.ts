import { brand } from "@/lib/brand";
import type { MailContent } from "@/lib/mail/templates/content";
import { greeting, inertName, linkTo } from "@/lib/mail/templates/inert";

/** What an invitation is made of. */
export interface InvitationFacts {
  token: string;
  /** Days that the link works. */
  days: number;
  organizationName: string;
  roleName: string;
  /** Null where an operator invites, or somebody without a name. */
  inviterName: string | null;
}

/** Offers somebody a place in an organization. Names of people and organizations are typed by people, so they are made inert. */
export function invitationMail({ token, days, organizationName, roleName, inviterName }: InvitationFacts): MailContent {
  const organization = inertName(organizationName) ?? "an organization";
  const inviter = inviterName === null ? undefined : inertName(inviterName);
  const role = inertName(roleName);
  return {
    subject: `Join ${organization} on ${brand.name}`,
    preview: `You are invited to ${organization}.`,
    heading: `Join ${organization}`,
    paragraphs: [
      `${inviter ?? "Somebody"} invites you to ${organization} on ${brand.name}${role ? `, as ${role}` : ""}.`,
      "Sign in with this address, or register with it, and accept.",
    ],
    // The page is named by the token; the parameter is what every mailed link of ours carries.
    actions: [linkTo("See the invitation", `/invite/${token}`, { token })],
    notes: [
      `The link works once, for ${days} days, and only for the address that this mail was sent to.`,
      "Did you not expect this? Ignore this mail and nothing will happen.",
    ],
  };
}

const NOTICES = {
  added: {
    subject: "You were added to",
    sentence: "You are now a member. You can see your organizations, and leave this one, at any time.",
  },
  removed: {
    subject: "You were removed from",
    sentence: "You are no longer a member. What you did there stays; your account is not touched.",
  },
} as const;

/** Tells somebody that others made them a member, or ended it. */
export function membershipMail(facts: { notice: keyof typeof NOTICES; organizationName: string; name: string | null }): MailContent {
  const { subject, sentence } = NOTICES[facts.notice];
  const organization = inertName(facts.organizationName) ?? "an organization";
  return {
    subject: `${subject} ${organization} (${brand.name})`,
    preview: sentence,
    heading: `${subject} ${organization}`,
    greeting: greeting(facts.name),
    paragraphs: [sentence],
    actions: [linkTo("See my organizations", "/orgs")],
    notes: ["If this is unexpected, ask the people who run the organization."],
  };
}

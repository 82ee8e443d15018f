import type { Actor } from "@/lib/access/actor";
import type { OrganizationPermission } from "@/lib/access/permissions";
import { forbidden } from "@/lib/errors";

/**
 * What an administrator who acts as somebody may not do: each with the words that finish "While you act as somebody else you
 * may not". A new one is one line here and one `assertInPerson` in the domain function (docs/decisions/impersonation.md).
 */
export const ONLY_IN_PERSON = {
  "password.prove": "use their password",
  "factors.change": "change second factors and passkeys",
  "password.change": "change their password",
  "email.change": "change their e-mail address",
  "data.export": "take a copy of their data",
  "account.deactivate": "deactivate their account",
  "account.delete": "delete their account",
  "sessions.end": "end their sessions",
  "platform.use": "do what is the administrators' own",
  "organization.create": "make organizations",
  "organization.delete": "delete or restore organizations",
  "organization.owners": "make, change or remove owners",
  "impersonation.start": "act as yet another person",
} as const satisfies Record<string, string>;

export type InPersonAct = keyof typeof ONLY_IN_PERSON;

/** Permissions in an organization that are not used on somebody's behalf, and the act that each one is. */
export const PERMISSIONS_IN_PERSON: Partial<Record<OrganizationPermission, InPersonAct>> = {
  "organization.delete": "organization.delete",
};

/** Lets everybody pass who is who they are signed in as. @throws AppError FORBIDDEN for an administrator who acts as somebody. */
export function assertInPerson(actor: Actor, act: InPersonAct): void {
  if (actor.kind === "session" && actor.impersonator) throw onlyInPerson(act);
}

/** The refusal of an act that is nobody else's. */
export const onlyInPerson = (act: InPersonAct) => forbidden(`While you act as somebody else you may not ${ONLY_IN_PERSON[act]}.`);

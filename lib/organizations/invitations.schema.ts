import { z } from "zod";
import { emailField } from "@/lib/email.schema";
import { organizationId, roleField, unitScope } from "@/lib/organizations/fields.schema";
import { pageCursor, pageLimit, pageSkip } from "@/lib/paging.schema";

/** An invitation as the people who run an organization see it. */
export const invitationView = z.object({
  id: z.uuid(),
  email: z.string(),
  role: z.string(),
  role_name: z.string(),
  unit_id: z.uuid().nullable(),
  unit_name: z.string().nullable(),
  status: z.enum(["open", "expired", "accepted", "revoked"]),
  /** The address of who invited; null for an operator. */
  invited_by: z.string().nullable(),
  created_at: z.iso.datetime(),
  /** When the newest mail was made; null while it waits. */
  sent_at: z.iso.datetime().nullable(),
  expires_at: z.iso.datetime(),
  accepted_at: z.iso.datetime().nullable(),
});

export type InvitationView = z.input<typeof invitationView>;

const offer = { email: emailField, role: roleField.default("member"), unit_id: unitScope.default(null) };

export const createInvitationContract = {
  input: z.object({ organization_id: organizationId, ...offer }),
  output: invitationView,
};

/** How many addresses may be invited at once. */
export const MOST_AT_ONCE = 500;

export const bulkInviteContract = {
  input: z.object({
    organization_id: organizationId,
    invitations: z
      .array(z.object(offer))
      .min(1, "Give one address or more.")
      .max(MOST_AT_ONCE, `Invite ${MOST_AT_ONCE} people at once at most.`),
  }),
  output: z.object({
    invited: z.number().int(),
    results: z.array(
      z.object({
        email: z.string(),
        /**
         * `repeated`: stands in the list more than once; the first counts. `too_often`: invitations were mailed to it too often lately.
         * `not_invited`: a member, or invited already, where the caller does not see them.
         */
        status: z.enum(["invited", "already_member", "already_invited", "repeated", "too_often", "not_invited"]),
        invitation_id: z.uuid().nullable(),
      }),
    ),
  }),
};

export const listInvitationsContract = {
  input: z.object({
    organization_id: organizationId,
    /** How an address begins. */
    search: z.string().trim().toLowerCase().max(254).optional(),
    status: z.enum(["open", "expired", "accepted", "revoked"], { error: "A status is open, expired, accepted or revoked." }).optional(),
    limit: pageLimit(50),
    cursor: pageCursor,
    skip: pageSkip,
  }),
  output: z.object({ items: z.array(invitationView), next_cursor: z.string().nullable() }),
};

const invitation = { organization_id: organizationId, invitation_id: z.uuid({ error: "This is not the id of an invitation." }) };

export const resendInvitationContract = { input: z.object(invitation), output: invitationView };

export const copyLinkContract = {
  input: z.object(invitation),
  /** The link is shown once; a former copied link no longer works, the mailed one still does. */
  output: z.object({ link: z.string(), expires_at: z.iso.datetime() }),
};

export const revokeInvitationContract = {
  input: z.object(invitation),
  output: z.object({ id: z.uuid(), status: z.literal("revoked") }),
};

const token = z.string({ error: "This link is not complete." }).regex(/^[A-Za-z0-9_-]{43}$/, "This link is not complete.");

/** What whoever holds the link may see of it. */
export const findInvitationContract = {
  input: z.object({ token }),
  output: z.object({
    organization: z.object({ name: z.string(), slug: z.string(), logo: z.string().nullable() }),
    email: z.string(),
    role_name: z.string(),
    unit_name: z.string().nullable(),
    invited_by: z.string().nullable(),
    expires_at: z.iso.datetime(),
    /** Whether the caller can accept it: nobody is signed in, somebody else is, or the address is not confirmed. */
    caller: z.enum(["signed_out", "wrong_account", "unverified", "member", "ready"]),
  }),
};

/** The link's token; or the id, for somebody whose address it is and who is signed in. */
export const acceptInvitationContract = {
  input: z.union([z.object({ token }), z.object({ invitation_id: invitation.invitation_id })], {
    error: "Give the token of the link, or the id of an invitation.",
  }),
  output: z.object({
    organization: z.object({ id: z.uuid(), slug: z.string(), name: z.string() }),
    role: z.string(),
    unit_id: z.uuid().nullable(),
  }),
};

export const declineInvitationContract = {
  input: acceptInvitationContract.input,
  output: z.object({ status: z.literal("declined") }),
};

export const listMyInvitationsContract = {
  input: z.object({}),
  output: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        organization: z.object({ name: z.string(), slug: z.string(), logo: z.string().nullable() }),
        role_name: z.string(),
        invited_by: z.string().nullable(),
        expires_at: z.iso.datetime(),
      }),
    ),
    next_cursor: z.null(),
  }),
};

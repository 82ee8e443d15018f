import type { Use } from "./use";

const MEMBER = "/organizations/{organization_id}/members/{user_id}";

/** Whoever names a unit that is not theirs is told that they may not, there. */
const NAMED_UNIT = { elsewhere: 403 } as const;

/** What is done to members and invitations. */
export const MEMBER_USES: readonly Use[] = [
  {
    what: "list members",
    endpoint: "GET /organizations/{organization_id}/members",
    rule: { may: "members.read", reach: "some unit" },
    input: ({ organization, unit }) => ({ organization_id: organization, unit_id: unit }),
  },
  {
    what: "add somebody who has an account",
    endpoint: "POST /organizations/{organization_id}/members",
    rule: { may: "members.add", reach: "unit" },
    refused: NAMED_UNIT,
    input: ({ organization, newcomer, unit, roleSlug }) => ({
      organization_id: organization,
      user_id: newcomer,
      unit_id: unit,
      role: roleSlug,
    }),
    audit: ["member.added"],
  },
  {
    what: "see a member",
    endpoint: `GET ${MEMBER}`,
    rule: { may: "members.read", reach: "unit" },
    refused: { member: 404 },
    input: ({ organization, target }) => ({ organization_id: organization, user_id: target }),
  },
  {
    what: "see everything that a member may do",
    endpoint: `GET ${MEMBER}/access`,
    rule: { may: "roles.read", reach: "unit" },
    input: ({ organization, target, unit }) => ({ organization_id: organization, user_id: target, unit_id: unit }),
    operatorsMayName: ["user_id"],
  },
  {
    what: "change many members at once",
    endpoint: "POST /organizations/{organization_id}/members/bulk",
    action: "changeMembersAction",
    rule: { may: "roles.assign", reach: "unit" },
    input: ({ organization, target, roleSlug, unit }) => ({
      organization_id: organization,
      user_ids: [target],
      act: "change_role",
      role: roleSlug,
      unit_id: unit,
    }),
    audit: ["member.role_changed"],
  },
  {
    what: "set when a membership ends",
    endpoint: `PATCH ${MEMBER}`,
    action: "setMembershipEndAction",
    rule: { may: "members.update", reach: "unit" },
    input: ({ organization, target }) => ({ organization_id: organization, user_id: target, ends_at: "2090-01-01T00:00:00Z" }),
    audit: ["member.end_changed"],
  },
  {
    what: "remove a member",
    endpoint: `DELETE ${MEMBER}`,
    action: "removeMemberAction",
    rule: { may: "members.remove", reach: "unit" },
    input: ({ organization, target }) => ({ organization_id: organization, user_id: target }),
    audit: ["member.removed"],
  },
  {
    what: "change a member's role and unit",
    endpoint: `PATCH ${MEMBER}/role`,
    action: "changeMemberRoleAction",
    rule: { may: "roles.assign", reach: "unit" },
    input: ({ organization, target, roleSlug, unit }) => ({
      organization_id: organization,
      user_id: target,
      role: roleSlug,
      unit_id: unit,
    }),
    audit: ["member.role_changed"],
  },
  {
    what: "suspend a member",
    endpoint: `POST ${MEMBER}/suspend`,
    action: "suspendMemberAction",
    rule: { may: "members.update", reach: "unit" },
    input: ({ organization, target }) => ({ organization_id: organization, user_id: target }),
    audit: ["member.suspended"],
  },
  {
    what: "let a suspended member in again",
    endpoint: `POST ${MEMBER}/resume`,
    action: "resumeMemberAction",
    rule: { may: "members.update", reach: "unit" },
    // The member of the scene is not suspended: nothing is left to do.
    input: ({ organization, target }) => ({ organization_id: organization, user_id: target }),
  },
  {
    what: "give a further role in a unit",
    endpoint: `POST ${MEMBER}/unit-roles`,
    action: "addUnitRoleAction",
    rule: { may: "roles.assign", reach: "unit" },
    refused: NAMED_UNIT,
    input: ({ organization, target, roleSlug, unit }) => ({
      organization_id: organization,
      user_id: target,
      role: roleSlug,
      unit_id: unit,
    }),
    audit: ["member.role_added"],
  },
  {
    what: "take a further role away",
    endpoint: `DELETE ${MEMBER}/unit-roles/{assignment_id}`,
    action: "removeUnitRoleAction",
    rule: { may: "roles.assign", reach: "unit" },
    refused: NAMED_UNIT,
    input: ({ organization, target, assignment }) => ({ organization_id: organization, user_id: target, assignment_id: assignment }),
    audit: ["member.role_taken"],
  },
  {
    what: "list invitations",
    endpoint: "GET /organizations/{organization_id}/invitations",
    rule: { may: "members.invite", reach: "some unit" },
    input: ({ organization }) => ({ organization_id: organization }),
  },
  {
    what: "invite an address",
    endpoint: "POST /organizations/{organization_id}/invitations",
    rule: { may: "members.invite", reach: "unit" },
    refused: NAMED_UNIT,
    input: ({ organization, address, roleSlug, unit }) => ({
      organization_id: organization,
      email: address,
      role: roleSlug,
      unit_id: unit,
    }),
    audit: ["invitation.created"],
  },
  {
    what: "invite many",
    endpoint: "POST /organizations/{organization_id}/invitations/bulk",
    action: "inviteManyAction",
    rule: { may: "members.invite", reach: "unit" },
    refused: NAMED_UNIT,
    input: ({ organization, address, roleSlug, unit }) => ({
      organization_id: organization,
      invitations: [{ email: address, role: roleSlug, unit_id: unit }],
    }),
    audit: ["invitation.created"],
  },
  ...[
    { what: "revoke an invitation", how: "DELETE", end: "", action: "revokeInvitationAction", audit: "invitation.revoked" as const },
    {
      what: "send an invitation again",
      how: "POST",
      end: "/resend",
      action: "resendInvitationAction",
      audit: "invitation.resent" as const,
    },
    {
      ...{ what: "make a link of an invitation", how: "POST", end: "/link" },
      ...{ action: "copyInvitationLinkAction", audit: "invitation.link_copied" as const },
    },
  ].map(
    ({ what, how, end, action, audit }): Use => ({
      what,
      endpoint: `${how} /organizations/{organization_id}/invitations/{invitation_id}${end}`,
      action,
      rule: { may: "members.invite", reach: "unit" },
      input: ({ organization, invitation }) => ({ organization_id: organization, invitation_id: invitation }),
      audit: [audit],
    }),
  ),
  {
    what: "look at an invitation's link",
    endpoint: "POST /organizations/invitations/find",
    rule: { may: "anybody" },
    input: () => ({ token: "A".repeat(43) }),
    answered: { status: 401, type: "TOKEN_EXPIRED" },
  },
  ...(["accept", "decline"] as const).map(
    (verb): Use => ({
      what: `${verb} an invitation`,
      endpoint: `POST /organizations/invitations/${verb}`,
      action: `${verb}InvitationAction`,
      rule: { may: "the invited address" },
      input: ({ invitation }) => ({ invitation_id: invitation }),
    }),
  ),
];

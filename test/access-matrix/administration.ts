import type { Use } from "./use";

const read = { may: "platform.users.read", on: "platform" } as const;
const manage = { may: "platform.users.manage", on: "platform" } as const;
const account = ({ newcomer }: { newcomer: string }) => ({ id: newcomer });

/** Whoever may not see accounts is told that there is none. */
const UNSEEN: Use["refused"] = {
  guest: 404,
  stranger: 404,
  foreigner: 404,
  suspended: 404,
  ended: 404,
  member: 404,
  elsewhere: 404,
  unitLead: 404,
  lead: 404,
  admin: 404,
  owner: 404,
};

/** What administrators of the platform do. */
export const ADMINISTRATION_USES: readonly Use[] = [
  { what: "list accounts", endpoint: "GET /users", rule: read },
  {
    what: "make an account",
    endpoint: "POST /users",
    action: "createUserAction",
    rule: manage,
    input: ({ address }) => ({ email: address }),
    audit: ["account.created"],
  },
  { what: "count accounts", endpoint: "GET /users/stats/count", rule: read },
  { what: "see somebody's account", endpoint: "GET /users/{id}", rule: read, refused: UNSEEN, input: account },
  { what: "see where somebody belongs", endpoint: "GET /users/{id}/organizations", rule: read, input: account },
  { what: "see where somebody is signed in", endpoint: "GET /users/{id}/sessions", rule: read, input: account },
  {
    what: "sign somebody out of one browser",
    endpoint: "DELETE /users/{id}/sessions/{session_id}",
    action: "revokeUserSessionAction",
    rule: manage,
    input: (here) => ({ ...account(here), session_id: here.session }),
    audit: ["session.revoked"],
  },
  {
    what: "change somebody's account",
    endpoint: "PATCH /users/{id}",
    action: "updateUserAction",
    rule: manage,
    input: (here) => ({ ...account(here), full_name: "Renamed" }),
    audit: ["profile.updated"],
  },
  ...(
    [
      ["erase an account", "DELETE", "", "deleteUserAction", "account.deleted", "member.removed"],
      ["deactivate an account", "POST", "/deactivate", "deactivateUserAction", "account.deactivated"],
      // The account of the scene is active: nothing is left to do.
      ["activate an account", "POST", "/activate", "activateUserAction", null],
      ["force a new password", "POST", "/force-password-reset", "forcePasswordResetAction", "password.reset_forced"],
      ["sign somebody out everywhere", "POST", "/revoke-sessions", "revokeUserSessionsAction", "sessions.revoked_all"],
    ] as const
  ).map(([what, method, end, action, ...events]): Use => {
    const audit = events.filter((event) => event !== null);
    return { what, endpoint: `${method} /users/{id}${end}`, action, rule: manage, input: account, ...(audit.length > 0 ? { audit } : {}) };
  }),
  {
    what: "confirm somebody's address for them",
    endpoint: "POST /users/{id}/verify-email",
    action: "verifyUserAction",
    rule: manage,
    input: ({ unconfirmed }) => ({ id: unconfirmed }),
    audit: ["email.verified"],
  },
  {
    what: "mail somebody another confirmation",
    endpoint: "POST /users/{id}/resend-verification",
    action: "resendUserVerificationAction",
    rule: manage,
    input: ({ unconfirmed }) => ({ id: unconfirmed }),
    audit: ["email.verification_requested"],
  },
  {
    what: "change many accounts at once",
    endpoint: "POST /users/bulk",
    action: "changeManyAccountsAction",
    rule: manage,
    input: ({ newcomer }) => ({ act: "deactivate", ids: [newcomer] }),
    audit: ["account.deactivated"],
  },
  {
    what: "see somebody's picture",
    endpoint: "GET /users/{id}/picture",
    rule: { may: "whoever is signed in" },
    input: account,
    // The account of the scene has none.
    answered: { status: 404, type: "NOT_FOUND" },
  },
  {
    what: "act as somebody",
    endpoint: "POST /users/{id}/impersonate",
    action: "startImpersonationAction",
    rule: { may: "platform.users.impersonate", on: "platform" },
    input: (here) => ({ ...account(here), reason: "Ticket 4711: a refused invitation" }),
    isExclusive: true,
    audit: ["impersonation.started"],
  },
  { what: "see the figures of the dashboard", endpoint: "GET /statistics", rule: { may: "platform.statistics.read", on: "platform" } },
  { what: "read the log of the whole platform", endpoint: "GET /audit-events", rule: { may: "platform.audit.read", on: "platform" } },
  {
    what: "take the log of the whole platform along",
    endpoint: "GET /audit-events/export",
    rule: { may: "platform.audit.read", on: "platform" },
    audit: ["audit.exported"],
  },
];

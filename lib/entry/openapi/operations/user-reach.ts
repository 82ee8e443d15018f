import {
  changeManyAccountsContract,
  resendVerificationOutput,
  userIdContract,
  verifyUserOutput,
} from "@/lib/accounts/administration.schema";
import { startImpersonationContract } from "@/lib/accounts/impersonation.schema";
import type { Operation } from "@/lib/entry/openapi/operation";
import { CREATED, EXPIRES, ORGANIZATION_ID, PASSWORD, PERSON, SESSION, SESSION_ID, USER_ID } from "@/lib/entry/openapi/operations/examples";
import { listUserOrganizationsContract } from "@/lib/organizations/organizations.schema";
import { listSessionsOfUserContract, revokeSessionOfUserContract } from "@/lib/sessions/administration.schema";

const id = USER_ID;

const { current: _current, ...SOMEBODYS_SESSION } = SESSION;

/** What administrators do about several accounts, an address, where somebody is signed in and belongs, and acting as them. */
export const userReach: readonly Operation[] = [
  {
    method: "post",
    path: "/users/bulk",
    id: "changeManyUsers",
    summary: "Do the same to several accounts",
    description:
      "`deactivate`, `activate`, `revoke_sessions` or `force_password_reset`, one account after the other; what is refused for one holds up no other.",
    caller: "admin",
    contract: changeManyAccountsContract,
    errors: [],
    example: { input: { act: "deactivate", ids: [id] }, output: { results: [{ id, status: "done", reason: null }] } },
  },
  {
    method: "post",
    path: "/users/{id}/verify-email",
    id: "verifyUser",
    summary: "Vouch for somebody's address",
    description: "It counts as confirmed. Without a password its owner is mailed a link to choose one.",
    caller: "admin",
    contract: { ...userIdContract, output: verifyUserOutput },
    errors: ["NOT_FOUND"],
    example: { input: { id }, output: { id, email_verified: true, changed: true } },
  },
  {
    method: "post",
    path: "/users/{id}/resend-verification",
    id: "resendUserVerification",
    summary: "Mail somebody another link to confirm their address",
    caller: "admin",
    contract: { ...userIdContract, output: resendVerificationOutput },
    errors: ["NOT_FOUND", "CONFLICT"],
    example: { input: { id }, output: { id, status: "requested" } },
  },
  {
    method: "get",
    path: "/users/{id}/sessions",
    id: "listUserSessions",
    summary: "Where somebody is signed in",
    description: "The newest first.",
    caller: "admin",
    contract: listSessionsOfUserContract,
    errors: ["NOT_FOUND"],
    example: { input: { id, limit: 50 }, output: { items: [SOMEBODYS_SESSION], next_cursor: null } },
  },
  {
    method: "delete",
    path: "/users/{id}/sessions/{session_id}",
    id: "revokeUserSession",
    summary: "End one session of somebody",
    caller: "admin",
    contract: revokeSessionOfUserContract,
    errors: ["NOT_FOUND"],
    example: { input: { id, session_id: SESSION_ID }, output: { revoked: 1 } },
  },
  {
    method: "get",
    path: "/users/{id}/organizations",
    id: "listUserOrganizations",
    summary: "Where somebody belongs",
    description: "By name.",
    caller: "admin",
    contract: listUserOrganizationsContract,
    errors: ["NOT_FOUND"],
    example: {
      input: { id, limit: 50 },
      output: {
        items: [
          {
            id: ORGANIZATION_ID,
            slug: "harbour-club",
            name: "Harbour Club",
            logo: null,
            role: "member",
            role_name: "Member",
            unit_id: null,
            status: "active",
            joined_at: CREATED,
            ends_at: null,
            deleted_at: null,
            restorable_until: null,
          },
        ],
        next_cursor: null,
      },
    },
  },
  {
    method: "post",
    path: "/users/{id}/impersonate",
    id: "startImpersonation",
    summary: "Act as somebody",
    description:
      "Takes the session cookie of an administrator, never a token. The browser gets a session of the person for an hour at most, and its own is put aside until `DELETE /auth/impersonation`. The person is told by mail; every audit row names both. It takes a fresh proof: `current_password` is one where the administrator has no second factor. Not for oneself, other administrators, and accounts that are deactivated or wait to be erased.",
    caller: "admin",
    contract: { ...startImpersonationContract, message: "You act as somebody else now." },
    errors: ["NOT_FOUND", "CONFLICT"],
    example: {
      input: { id, reason: "Ticket 4711: an invitation cannot be accepted", current_password: PASSWORD },
      output: { user: { id, email: PERSON.email, full_name: PERSON.full_name }, expires_at: EXPIRES },
    },
  },
];

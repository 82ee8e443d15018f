import type { Page } from "./use";

const CONSOLE = "/orgs/[slug]";
const administer = { may: "platform.users.read", on: "platform" } as const;

/** Every page below /orgs and /admin. */
export const PAGES: readonly Page[] = [
  { page: "/orgs", rule: { may: "whoever is signed in" } },
  { page: "/orgs/new", rule: { may: "platform.organizations.create", on: "platform" } },
  { page: CONSOLE, rule: { may: "organization.read", reach: "whole" } },
  { page: `${CONSOLE}/members`, rule: { may: "members.read", reach: "some unit" } },
  { page: `${CONSOLE}/members/[userId]`, rule: { may: "members.read", reach: "unit" } },
  { page: `${CONSOLE}/members/[userId]/why`, rule: { may: "roles.read", reach: "unit" } },
  { page: `${CONSOLE}/invitations`, rule: { may: "members.invite", reach: "some unit" } },
  { page: `${CONSOLE}/roles`, rule: { may: "roles.read", reach: "some unit" } },
  { page: `${CONSOLE}/roles/new`, rule: { may: "roles.manage", reach: "whole" } },
  { page: `${CONSOLE}/roles/[role]`, rule: { may: "roles.manage", reach: "whole" } },
  { page: `${CONSOLE}/units`, rule: { may: "units.read", reach: "some unit" } },
  { page: `${CONSOLE}/security`, rule: { may: "security.manage", reach: "whole" } },
  { page: `${CONSOLE}/security/compliance`, rule: { may: "security.manage", reach: "whole" } },
  { page: `${CONSOLE}/requirements`, rule: { may: "organization.read", reach: "whole" } },
  { page: `${CONSOLE}/audit`, rule: { may: "audit.read", reach: "whole" } },
  { page: `${CONSOLE}/settings`, rule: { may: "organization.update", reach: "whole" } },
  { page: "/admin", rule: administer },
  { page: "/admin/users", rule: administer },
  { page: "/admin/users/new", rule: { may: "platform.users.manage", on: "platform" } },
  { page: "/admin/users/[id]", rule: administer },
  { page: "/admin/organizations", rule: { may: "platform.organizations.read", on: "platform" } },
  { page: "/admin/organizations/[id]", rule: { may: "platform.organizations.read", on: "platform" } },
  { page: "/admin/audit", rule: { may: "platform.audit.read", on: "platform" } },
];

import { randomUUID } from "node:crypto";
import type { OrganizationPermission } from "@/lib/access/permissions";
import type { Sent } from "./client";
import type { Scene } from "./organization";
import { newAddress, type Person } from "./people";

const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** One method of one address in an organization, and the permission that it needs. */
export interface OrganizationRoute {
  method: string;
  /** Below the organization's own address. */
  path: (scene: Scene) => string;
  permission: OrganizationPermission;
  /** Its body; a fresh account for those that need one. */
  json?: (scene: Scene, newcomer: Person) => Record<string, unknown>;
  /** What is answered to whoever may, where it is not a success. */
  allowed?: number;
}

const member =
  (rest = "") =>
  (scene: Scene) =>
    `/members/${scene.target.id}${rest}`;
const invitation =
  (rest = "") =>
  (scene: Scene) =>
    `/invitations/${scene.invitation}${rest}`;
const role =
  (rest = "") =>
  (scene: Scene) =>
    `/roles/${scene.role}${rest}`;
const at = (path: string) => () => path;

/** Every address below /api/v1/organizations/{id}, but for leaving, which everybody may. */
export const ORGANIZATION_ROUTES: readonly OrganizationRoute[] = [
  { method: "GET", path: at(""), permission: "organization.read" },
  { method: "PATCH", path: at(""), permission: "organization.update", json: () => ({ name: "Renamed" }) },
  { method: "DELETE", path: at(""), permission: "organization.delete" },
  { method: "POST", path: at("/restore"), permission: "organization.delete", allowed: 409 },
  { method: "GET", path: ({ target }) => `/explain?user_id=${target.id}&permission=members.read`, permission: "roles.read" },
  { method: "GET", path: at("/security-policy"), permission: "organization.read" },
  { method: "PUT", path: at("/security-policy"), permission: "security.manage", json: () => ({ password_policy: "nist" }) },
  { method: "GET", path: at("/overview"), permission: "organization.read" },
  { method: "GET", path: at("/logo"), permission: "organization.read" },
  { method: "PUT", path: at("/logo"), permission: "organization.update", json: () => ({ logo: PIXEL }) },
  { method: "DELETE", path: at("/logo"), permission: "organization.update" },
  { method: "POST", path: at("/security-policy/preview"), permission: "security.manage", json: () => ({ password_policy: "nist" }) },
  { method: "GET", path: at("/security-policy/compliance"), permission: "security.manage" },
  { method: "GET", path: at("/security-policy/compliance/members"), permission: "security.manage" },
  { method: "GET", path: at("/members"), permission: "members.read" },
  { method: "POST", path: at("/members"), permission: "members.add", json: (_, newcomer) => ({ user_id: newcomer.id }) },
  {
    method: "POST",
    path: at("/members/bulk"),
    permission: "members.update",
    json: ({ target }) => ({ user_ids: [target.id], act: "suspend" }),
  },
  { method: "GET", path: member(), permission: "members.read" },
  { method: "PATCH", path: member(), permission: "members.update", json: () => ({ ends_at: "2090-01-01T00:00:00Z" }) },
  { method: "DELETE", path: member(), permission: "members.remove" },
  { method: "GET", path: member("/access"), permission: "roles.read" },
  { method: "PATCH", path: member("/role"), permission: "roles.assign", json: () => ({ role: "trainer" }) },
  { method: "POST", path: member("/suspend"), permission: "members.update" },
  { method: "POST", path: member("/resume"), permission: "members.update" },
  { method: "POST", path: member("/unit-roles"), permission: "roles.assign", json: ({ unit }) => ({ role: "trainer", unit_id: unit }) },
  { method: "DELETE", path: (scene) => `/members/${scene.target.id}/unit-roles/${scene.assignment}`, permission: "roles.assign" },
  { method: "GET", path: at("/invitations"), permission: "members.invite" },
  { method: "POST", path: at("/invitations"), permission: "members.invite", json: () => ({ email: newAddress() }) },
  { method: "POST", path: at("/invitations/bulk"), permission: "members.invite", json: () => ({ invitations: [{ email: newAddress() }] }) },
  { method: "DELETE", path: invitation(), permission: "members.invite" },
  { method: "POST", path: invitation("/resend"), permission: "members.invite" },
  { method: "POST", path: invitation("/link"), permission: "members.invite" },
  { method: "GET", path: at("/roles"), permission: "roles.read" },
  {
    method: "POST",
    path: at("/roles"),
    permission: "roles.manage",
    json: () => ({ name: `Role ${randomUUID()}`, permissions: ["members.read"] }),
  },
  {
    method: "POST",
    path: at("/roles/duplicate"),
    permission: "roles.manage",
    json: () => ({ role: "trainer", name: `Copy ${randomUUID()}` }),
  },
  { method: "PATCH", path: role(), permission: "roles.manage", json: () => ({ name: "Renamed" }) },
  { method: "DELETE", path: role(), permission: "roles.manage" },
  { method: "POST", path: role("/preview"), permission: "roles.manage", json: () => ({ permissions: [] }) },
  { method: "GET", path: at("/units"), permission: "units.read" },
  { method: "POST", path: at("/units"), permission: "units.manage", json: () => ({ name: "New unit" }) },
  { method: "PATCH", path: ({ emptyUnit }) => `/units/${emptyUnit}`, permission: "units.manage", json: () => ({ name: "Renamed" }) },
  { method: "DELETE", path: ({ emptyUnit }) => `/units/${emptyUnit}`, permission: "units.manage" },
  { method: "GET", path: at("/audit-events"), permission: "audit.read" },
  { method: "GET", path: at("/audit-events/export"), permission: "audit.export" },
  { method: "GET", path: at("/audit-export"), permission: "audit.export" },
  { method: "POST", path: at("/audit-export"), permission: "audit.export" },
  // They may fetch the file that they asked for, and have none yet.
  { method: "GET", path: at("/audit-export/download"), permission: "audit.export", allowed: 404 },
  { method: "GET", path: at("/audit-verification"), permission: "audit.read" },
  { method: "POST", path: at("/audit-verification"), permission: "audit.read" },
  { method: "GET", path: at("/audit-retention"), permission: "audit.read" },
  { method: "PUT", path: at("/audit-retention"), permission: "audit.manage", json: () => ({ days: 90 }) },
];

/** The whole address of a route and what is sent there. */
export function requestTo(route: OrganizationRoute, scene: Scene, newcomer: Person, organizationId = scene.organization): [string, Sent] {
  const body = route.json?.(scene, newcomer);
  const path = `/api/v1/organizations/${organizationId}${route.path(scene)}`;
  return [path, route.method === "GET" ? {} : { method: route.method, json: body ?? {} }];
}

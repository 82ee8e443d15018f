import type { PlatformRole } from "@/lib/access/actor";

/** Every permission on the platform itself, and which platform roles hold it. A new one is one line here. */
export const PLATFORM_PERMISSIONS = {
  "platform.users.read": ["admin"],
  "platform.users.manage": ["admin"],
  "platform.users.impersonate": ["admin"],
  "platform.audit.read": ["admin"],
  "platform.statistics.read": ["admin"],
  "platform.settings.manage": ["admin"],
  "platform.organizations.create": ["admin", "user"],
  "platform.organizations.read": ["admin"],
  /** Holds every permission in every organization (docs/decisions/organization-access.md). */
  "platform.organizations.manage": ["admin"],
} as const satisfies Record<string, readonly PlatformRole[]>;

export type PlatformPermission = keyof typeof PLATFORM_PERMISSIONS;

/** The roles that every organization has, the strongest first. */
export const BUILT_IN_ROLES = ["owner", "admin", "member"] as const;

export type BuiltInRole = (typeof BUILT_IN_ROLES)[number];

interface PermissionFacts {
  /** What it lets somebody do, for the person who gives it. */
  description: string;
  /** Which built-in roles hold it. What `member` holds, every member holds, whatever their role and unit. */
  roles: readonly BuiltInRole[];
}

/** Every permission in an organization. A new one is one line here; roles of an organization's own choose from these. */
export const ORGANIZATION_PERMISSIONS = {
  "organization.read": { description: "See the organization and one's own place in it", roles: ["owner", "admin", "member"] },
  "organization.update": { description: "Change its name, address and settings", roles: ["owner", "admin"] },
  "organization.delete": { description: "Delete and restore the organization", roles: ["owner"] },
  "security.manage": { description: "Change the security policy", roles: ["owner", "admin"] },
  "members.read": { description: "See who belongs to it", roles: ["owner", "admin"] },
  "members.invite": { description: "Invite people; see, resend and revoke invitations", roles: ["owner", "admin"] },
  "members.add": { description: "Add people who have an account", roles: ["owner", "admin"] },
  "members.update": { description: "Suspend and resume members, set an end date", roles: ["owner", "admin"] },
  "members.remove": { description: "Remove members", roles: ["owner", "admin"] },
  "roles.read": { description: "See the roles and explain what somebody may do", roles: ["owner", "admin"] },
  "roles.assign": { description: "Give and take roles", roles: ["owner", "admin"] },
  "roles.manage": { description: "Make, change and delete roles", roles: ["owner", "admin"] },
  "units.read": { description: "See the units", roles: ["owner", "admin"] },
  "units.manage": { description: "Make, rename, move and delete units", roles: ["owner", "admin"] },
  "audit.read": { description: "Read the audit log", roles: ["owner", "admin"] },
  "audit.export": { description: "Export the audit log", roles: ["owner", "admin"] },
  "audit.manage": { description: "Change how long the audit log is kept", roles: ["owner"] },
} as const satisfies Record<string, PermissionFacts>;

export type OrganizationPermission = keyof typeof ORGANIZATION_PERMISSIONS;

/** Whether a slug, such as one read back from a role, is a permission of this version. */
export function isOrganizationPermission(slug: string): slug is OrganizationPermission {
  return Object.hasOwn(ORGANIZATION_PERMISSIONS, slug);
}

/** What a role that is limited to a unit never gives: it concerns the organization as a whole. */
const WHOLE: readonly OrganizationPermission[] = [
  "organization.update",
  "organization.delete",
  "security.manage",
  "roles.manage",
  "audit.read",
  "audit.export",
];

/** Whether a permission can be held in a unit at all. */
export const isForUnits = (permission: OrganizationPermission): boolean => !WHOLE.includes(permission);

/** Whether a role is one that every organization has. */
export function isBuiltInRole(slug: string): slug is BuiltInRole {
  return BUILT_IN_ROLES.some((role) => role === slug);
}

/** Every permission in an organization, in the order of the table. */
export const ORGANIZATION_PERMISSION_SLUGS: readonly OrganizationPermission[] =
  Object.keys(ORGANIZATION_PERMISSIONS).filter(isOrganizationPermission);

/** What a built-in role holds, in the order of the table. */
export function permissionsOfBuiltInRole(role: BuiltInRole): OrganizationPermission[] {
  return ORGANIZATION_PERMISSION_SLUGS.filter((slug) => {
    const facts: PermissionFacts = ORGANIZATION_PERMISSIONS[slug];
    return facts.roles.includes(role);
  });
}

/** What every member holds everywhere in their organization. */
export const EVERY_MEMBER_HOLDS: readonly OrganizationPermission[] = permissionsOfBuiltInRole("member");

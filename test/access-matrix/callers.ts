import {
  ORGANIZATION_PERMISSIONS,
  type OrganizationPermission,
  PLATFORM_PERMISSIONS,
  type PlatformPermission,
} from "@/lib/access/permissions";

interface CallerFacts {
  /** The head of their column. */
  head: string;
  /** Who that is, for the page. */
  text: string;
  /** Their role on the platform; null is nobody who is signed in. */
  platform: "admin" | "user" | "guest" | null;
  /** Their membership of the organization that is asked for, where they have one. */
  member?: { role: "owner" | "admin" | "member" | "lead"; in?: "unit" | "other unit"; now?: "suspended" | "ended" };
}

/** Everybody whom the matrix knows. */
export const CALLERS = {
  nobody: { head: "signed out", text: "nobody who is signed in", platform: null },
  guest: { head: "guest", text: "a guest of the platform, without any organization", platform: "guest" },
  stranger: { head: "user", text: "somebody signed in, without any organization", platform: "user" },
  foreigner: { head: "foreign owner", text: "the owner of another organization", platform: "user" },
  suspended: { head: "suspended", text: "an admin who is suspended", platform: "user", member: { role: "admin", now: "suspended" } },
  ended: { head: "ended", text: "an admin whose membership has ended", platform: "user", member: { role: "admin", now: "ended" } },
  member: { head: "member", text: "a plain member", platform: "user", member: { role: "member" } },
  elsewhere: {
    head: "lead of another unit",
    text: "Lead, limited to another unit than the one it is about",
    platform: "user",
    member: { role: "lead", in: "other unit" },
  },
  unitLead: {
    head: "lead of the unit",
    text: "Lead, limited to the unit it is about",
    platform: "user",
    member: { role: "lead", in: "unit" },
  },
  lead: { head: "lead", text: "Lead of the whole organization", platform: "user", member: { role: "lead" } },
  admin: { head: "admin", text: "an admin", platform: "user", member: { role: "admin" } },
  owner: { head: "owner", text: "an owner", platform: "user", member: { role: "owner" } },
  operator: { head: "operator", text: "an administrator of the platform, who is no member", platform: "admin" },
} as const satisfies Record<string, CallerFacts>;

export type Caller = keyof typeof CALLERS;

const isCaller = (name: string): name is Caller => Object.hasOwn(CALLERS, name);

/** In the order of the columns. */
export const CALLER_NAMES: readonly Caller[] = Object.keys(CALLERS).filter(isCaller);

export const factsOf = (caller: Caller): CallerFacts => CALLERS[caller];

/** What the role of the organization's own holds: all that is done to people and places, and little that concerns the whole. */
export const LEAD_HOLDS: readonly OrganizationPermission[] = [
  ...(["members.read", "members.invite", "members.add", "members.update", "members.remove"] as const),
  ...(["roles.read", "roles.assign", "units.read", "units.manage", "audit.read", "security.manage"] as const),
];

/** Where a permission has to be held: for the organization as such, in some unit, or in the very unit that it is about. */
export type Reach = "whole" | "some unit" | "unit";

/** Whether a caller holds a permission, by the documented tables alone. */
export function callerHolds(caller: Caller, permission: OrganizationPermission, reach: Reach): boolean {
  const { platform, member } = factsOf(caller);
  if (platform === "admin") return true;
  if (!member || member.now) return false;
  const roles: readonly string[] = ORGANIZATION_PERMISSIONS[permission].roles;
  if (roles.includes("member")) return true;
  if (member.role !== "lead") return roles.includes(member.role);
  if (!LEAD_HOLDS.includes(permission)) return false;
  return member.in === undefined || reach === "some unit" || (reach === "unit" && member.in === "unit");
}

/** Whether a caller holds a permission of the platform. */
export function holdsOnPlatform(caller: Caller, permission: PlatformPermission): boolean {
  const roles: readonly (string | null)[] = PLATFORM_PERMISSIONS[permission];
  return roles.includes(factsOf(caller).platform);
}

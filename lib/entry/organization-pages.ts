import { holds, unitsHeldIn } from "@/lib/access/organization-access";
import type { OrganizationPermission } from "@/lib/access/permissions";
import { askedMethodsOf } from "@/lib/access/policy";
import { readAccess } from "@/lib/access/read-access";
import type { LiveSession } from "@/lib/sessions/store";

interface PageFacts {
  permission: OrganizationPermission;
  /** `some unit`: it is enough to hold it in one; the page then shows that unit. `whole`: it concerns the organization as such. */
  reach: "some unit" | "whole";
}

/** The sections of an organization's console, and what opens each. */
export const ORGANIZATION_PAGES = {
  "": { permission: "organization.read", reach: "whole" },
  members: { permission: "members.read", reach: "some unit" },
  invitations: { permission: "members.invite", reach: "some unit" },
  roles: { permission: "roles.read", reach: "some unit" },
  units: { permission: "units.read", reach: "some unit" },
  security: { permission: "security.manage", reach: "whole" },
  audit: { permission: "audit.read", reach: "whole" },
  settings: { permission: "organization.update", reach: "whole" },
} as const satisfies Record<string, PageFacts>;

export type OrganizationPage = keyof typeof ORGANIZATION_PAGES;

const isPage = (section: string): section is OrganizationPage => Object.hasOwn(ORGANIZATION_PAGES, section);

/** What somebody may do in an organization, as far as its pages ask. */
interface Held {
  permissions: readonly string[];
  unit_permissions: readonly { permissions: readonly string[] }[];
}

/** Whether a permission is held at all, be it in one unit. */
export function holdsSomewhere(access: Held, permission: OrganizationPermission): boolean {
  return access.permissions.includes(permission) || access.unit_permissions.some(({ permissions }) => permissions.includes(permission));
}

/** The sections that somebody may open, in the order of the table. */
export function sectionsFor(access: Held): OrganizationPage[] {
  return Object.keys(ORGANIZATION_PAGES)
    .filter(isPage)
    .filter((section) => {
      const { permission, reach } = ORGANIZATION_PAGES[section];
      return reach === "whole" ? access.permissions.includes(permission) : holdsSomewhere(access, permission);
    });
}

/** The page that says what an organization asks; it opens to those whom the policy keeps out of all others. */
export const REQUIREMENTS_PAGE = "requirements";

/** What becomes of a request for a page: it is there, it is not for whoever asks, or first comes what the policy asks. */
export type Fence = "open" | "hidden" | "requirements";

/**
 * Whether somebody may open a section of an organization's console; one statement of the database. The pages and what
 * they call ask again.
 */
export async function fenceOf(session: LiveSession, slug: string, section: string): Promise<Fence> {
  if (!(isPage(section) || section === REQUIREMENTS_PAGE) || !/^[a-z0-9-]{3,48}$/.test(slug)) return "hidden";
  const subject = { userId: session.userId, isOperator: session.user.role === "admin", methods: askedMethodsOf(session) };
  const access = await readAccess(subject, { slug }, null);
  if (!access || access.organization.deletedAt !== null) return "hidden";
  if (access.membershipId === null && access.as !== "operator") return "hidden";
  if (!isPage(section)) return "open";
  if (access.unmet?.enforced) return "requirements";
  const { permission, reach } = ORGANIZATION_PAGES[section];
  const isHeld = reach === "whole" ? holds(access, permission, null) : unitsHeldIn(access, permission)?.length !== 0;
  return isHeld ? "open" : "hidden";
}

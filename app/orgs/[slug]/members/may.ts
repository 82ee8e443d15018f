import { holdsSomewhere } from "@/lib/entry/organization-pages";
import type { MemberAct } from "@/lib/organizations/member-bulk.schema";
import type { OrganizationView } from "@/lib/organizations/organizations.schema";

/** What somebody may do with members, at least with some of them. What is called asks again, about each. */
export interface May {
  seeRoles: boolean;
  seeUnits: boolean;
  assign: boolean;
  update: boolean;
  remove: boolean;
  invite: boolean;
}

/** The same from what is told of their access. */
export const mayIn = (access: OrganizationView["access"]): May => ({
  seeRoles: holdsSomewhere(access, "roles.read"),
  seeUnits: holdsSomewhere(access, "units.read"),
  // Without seeing the roles there are none to choose from.
  assign: holdsSomewhere(access, "roles.assign") && holdsSomewhere(access, "roles.read"),
  update: holdsSomewhere(access, "members.update"),
  remove: holdsSomewhere(access, "members.remove"),
  invite: holdsSomewhere(access, "members.invite"),
});

/** What they may do to several at once, in the order of the menu. */
export const actsFor = (may: May, hasUnits: boolean): MemberAct[] => [
  ...(may.assign ? (["change_role"] as const) : []),
  ...(may.assign && hasUnits ? (["move"] as const) : []),
  ...(may.update ? (["suspend", "resume", "set_end"] as const) : []),
  ...(may.remove ? (["remove"] as const) : []),
];

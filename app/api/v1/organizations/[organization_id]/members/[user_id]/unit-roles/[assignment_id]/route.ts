import { endpoint, route } from "@/lib/entry/route";
import { removeUnitRole } from "@/lib/organizations/member-roles";
import { removeUnitRoleContract } from "@/lib/organizations/members.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  DELETE: route(removeUnitRoleContract, removeUnitRole),
});

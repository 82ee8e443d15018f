import { endpoint, route } from "@/lib/entry/route";
import { changeMemberRole } from "@/lib/organizations/member-roles";
import { changeRoleContract } from "@/lib/organizations/members.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  PATCH: route(changeRoleContract, changeMemberRole),
});

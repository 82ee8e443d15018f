import { endpoint, route } from "@/lib/entry/route";
import { addUnitRole } from "@/lib/organizations/member-roles";
import { addUnitRoleContract } from "@/lib/organizations/members.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ ...addUnitRoleContract, status: 201, message: "They have the role now." }, addUnitRole),
});

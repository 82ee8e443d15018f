import { endpoint, route } from "@/lib/entry/route";
import { createRole, listRoles } from "@/lib/organizations/roles";
import { createRoleContract, listRolesContract } from "@/lib/organizations/roles.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(listRolesContract, listRoles),
  POST: route({ ...createRoleContract, status: 201, message: "The role is made." }, createRole),
});

import { endpoint, route } from "@/lib/entry/route";
import { deleteRole, updateRole } from "@/lib/organizations/roles";
import { deleteRoleContract, updateRoleContract } from "@/lib/organizations/roles.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  PATCH: route(updateRoleContract, updateRole),
  DELETE: route(deleteRoleContract, deleteRole),
});

import { endpoint, route } from "@/lib/entry/route";
import { listPermissions } from "@/lib/organizations/roles";
import { listPermissionsContract } from "@/lib/organizations/roles.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(listPermissionsContract, listPermissions),
});

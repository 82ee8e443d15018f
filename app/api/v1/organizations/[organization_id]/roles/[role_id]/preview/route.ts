import { endpoint, route } from "@/lib/entry/route";
import { previewRole } from "@/lib/organizations/role-preview";
import { previewRoleContract } from "@/lib/organizations/roles.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(previewRoleContract, previewRole),
});

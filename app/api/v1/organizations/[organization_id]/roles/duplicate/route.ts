import { endpoint, route } from "@/lib/entry/route";
import { duplicateRole } from "@/lib/organizations/roles";
import { duplicateRoleContract } from "@/lib/organizations/roles.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ ...duplicateRoleContract, status: 201, message: "The role is made." }, duplicateRole),
});

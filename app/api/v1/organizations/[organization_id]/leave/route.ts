import { endpoint, route } from "@/lib/entry/route";
import { leaveOrganization } from "@/lib/organizations/members";
import { leaveContract } from "@/lib/organizations/members.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(leaveContract, leaveOrganization),
});

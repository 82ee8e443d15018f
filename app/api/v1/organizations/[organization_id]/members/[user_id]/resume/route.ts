import { endpoint, route } from "@/lib/entry/route";
import { resumeMember } from "@/lib/organizations/member-status";
import { memberContract } from "@/lib/organizations/members.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(memberContract, resumeMember),
});

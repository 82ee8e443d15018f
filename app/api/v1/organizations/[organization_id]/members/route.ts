import { endpoint, route } from "@/lib/entry/route";
import { listMembers } from "@/lib/organizations/member-list";
import { addMember } from "@/lib/organizations/members";
import { addMemberContract, listMembersContract } from "@/lib/organizations/members.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(listMembersContract, listMembers),
  POST: route({ ...addMemberContract, status: 201, message: "They are a member now." }, addMember),
});

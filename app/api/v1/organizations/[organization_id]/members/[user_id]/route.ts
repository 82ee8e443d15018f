import { endpoint, route } from "@/lib/entry/route";
import { getMember } from "@/lib/organizations/member-list";
import { setMembershipEnd } from "@/lib/organizations/member-status";
import { removeMember } from "@/lib/organizations/members";
import { memberContract, removeMemberContract, setEndContract } from "@/lib/organizations/members.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(memberContract, getMember),
  PATCH: route(setEndContract, setMembershipEnd),
  DELETE: route(removeMemberContract, removeMember),
});

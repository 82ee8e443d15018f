import { endpoint, route } from "@/lib/entry/route";
import { changeMembers } from "@/lib/organizations/member-bulk";
import { changeMembersContract } from "@/lib/organizations/member-bulk.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ ...changeMembersContract }, changeMembers),
});

import { endpoint, route } from "@/lib/entry/route";
import { inviteMany } from "@/lib/organizations/invitations";
import { bulkInviteContract } from "@/lib/organizations/invitations.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ ...bulkInviteContract, status: 201, message: "The invitations are on their way." }, inviteMany),
});

import { endpoint, route } from "@/lib/entry/route";
import { listMyInvitations } from "@/lib/organizations/invitation-list";
import { listMyInvitationsContract } from "@/lib/organizations/invitations.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(listMyInvitationsContract, listMyInvitations),
});

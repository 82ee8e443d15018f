import { endpoint, route } from "@/lib/entry/route";
import { listInvitations } from "@/lib/organizations/invitation-list";
import { createInvitation } from "@/lib/organizations/invitations";
import { createInvitationContract, listInvitationsContract } from "@/lib/organizations/invitations.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(listInvitationsContract, listInvitations),
  POST: route({ ...createInvitationContract, status: 201, message: "The invitation is on its way." }, createInvitation),
});

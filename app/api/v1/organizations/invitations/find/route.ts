import { endpoint, route } from "@/lib/entry/route";
import { findInvitation } from "@/lib/organizations/invitation-answers";
import { findInvitationContract } from "@/lib/organizations/invitations.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(findInvitationContract, findInvitation),
});

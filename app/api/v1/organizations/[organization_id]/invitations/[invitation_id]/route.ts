import { endpoint, route } from "@/lib/entry/route";
import { revokeInvitation } from "@/lib/organizations/invitation-changes";
import { revokeInvitationContract } from "@/lib/organizations/invitations.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  DELETE: route(revokeInvitationContract, revokeInvitation),
});

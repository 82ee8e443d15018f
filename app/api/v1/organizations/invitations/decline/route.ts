import { endpoint, route } from "@/lib/entry/route";
import { declineInvitation } from "@/lib/organizations/invitation-answers";
import { declineInvitationContract } from "@/lib/organizations/invitations.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(declineInvitationContract, declineInvitation),
});

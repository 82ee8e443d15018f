import { endpoint, route } from "@/lib/entry/route";
import { resendInvitation } from "@/lib/organizations/invitation-changes";
import { resendInvitationContract } from "@/lib/organizations/invitations.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(resendInvitationContract, resendInvitation),
});

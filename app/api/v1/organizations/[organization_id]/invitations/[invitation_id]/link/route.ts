import { endpoint, route } from "@/lib/entry/route";
import { copyInvitationLink } from "@/lib/organizations/invitation-changes";
import { copyLinkContract } from "@/lib/organizations/invitations.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(copyLinkContract, copyInvitationLink),
});

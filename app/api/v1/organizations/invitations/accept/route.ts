import { endpoint, route } from "@/lib/entry/route";
import { acceptInvitation } from "@/lib/organizations/invitation-answers";
import { acceptInvitationContract } from "@/lib/organizations/invitations.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ ...acceptInvitationContract, message: "You are a member now." }, acceptInvitation),
});

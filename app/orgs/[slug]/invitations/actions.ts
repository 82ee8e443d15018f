"use server";

import { action } from "@/lib/entry/action";
import { copyInvitationLink, resendInvitation, revokeInvitation } from "@/lib/organizations/invitation-changes";
import { inviteMany } from "@/lib/organizations/invitations";
import {
  bulkInviteContract,
  copyLinkContract,
  resendInvitationContract,
  revokeInvitationContract,
} from "@/lib/organizations/invitations.schema";

export const inviteManyAction = action(bulkInviteContract, inviteMany);

export const resendInvitationAction = action(resendInvitationContract, resendInvitation);

export const copyInvitationLinkAction = action(copyLinkContract, copyInvitationLink);

export const revokeInvitationAction = action(revokeInvitationContract, revokeInvitation);

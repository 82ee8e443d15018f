"use server";

import { action } from "@/lib/entry/action";
import { acceptInvitation, declineInvitation } from "@/lib/organizations/invitation-answers";
import { acceptInvitationContract, declineInvitationContract } from "@/lib/organizations/invitations.schema";
import { restoreOrganization } from "@/lib/organizations/lifecycle";
import { createOrganization } from "@/lib/organizations/organizations";
import { createOrganizationContract, getOrganizationContract, organizationIdContract } from "@/lib/organizations/organizations.schema";

export const createOrganizationAction = action(createOrganizationContract, createOrganization);

export const restoreOrganizationAction = action(
  { input: organizationIdContract.input, output: getOrganizationContract.output },
  restoreOrganization,
);

export const acceptInvitationAction = action(acceptInvitationContract, acceptInvitation);

export const declineInvitationAction = action(declineInvitationContract, declineInvitation);

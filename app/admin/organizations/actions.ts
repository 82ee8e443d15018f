"use server";

import { action } from "@/lib/entry/action";
import { deleteOrganization, restoreOrganization } from "@/lib/organizations/lifecycle";
import { deleteOrganizationContract, getOrganizationContract, organizationIdContract } from "@/lib/organizations/organizations.schema";

export const deleteAnyOrganizationAction = action(deleteOrganizationContract, deleteOrganization);

export const restoreAnyOrganizationAction = action(
  { input: organizationIdContract.input, output: getOrganizationContract.output },
  restoreOrganization,
);

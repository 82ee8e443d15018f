"use server";

import { action } from "@/lib/entry/action";
import { deleteOrganization } from "@/lib/organizations/lifecycle";
import { updateOrganization } from "@/lib/organizations/organizations";
import { deleteOrganizationContract, updateOrganizationContract } from "@/lib/organizations/organizations.schema";

export const updateOrganizationAction = action(updateOrganizationContract, updateOrganization);

export const deleteOrganizationAction = action(deleteOrganizationContract, deleteOrganization);

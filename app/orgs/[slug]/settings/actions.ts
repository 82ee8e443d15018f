"use server";

import { action } from "@/lib/entry/action";
import { deleteOrganization } from "@/lib/organizations/lifecycle";
import { removeLogo, setLogo } from "@/lib/organizations/logo";
import { removeLogoContract, setLogoContract } from "@/lib/organizations/logo.schema";
import { updateOrganization } from "@/lib/organizations/organizations";
import { deleteOrganizationContract, updateOrganizationContract } from "@/lib/organizations/organizations.schema";

export const updateOrganizationAction = action(updateOrganizationContract, updateOrganization);

export const deleteOrganizationAction = action(deleteOrganizationContract, deleteOrganization);

export const setLogoAction = action(setLogoContract, setLogo);

export const removeLogoAction = action(removeLogoContract, removeLogo);

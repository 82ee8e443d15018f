"use server";

import { action } from "@/lib/entry/action";
import { previewRole } from "@/lib/organizations/role-preview";
import { createRole, deleteRole, duplicateRole, updateRole } from "@/lib/organizations/roles";
import {
  createRoleContract,
  deleteRoleContract,
  duplicateRoleContract,
  previewRoleContract,
  updateRoleContract,
} from "@/lib/organizations/roles.schema";

export const createRoleAction = action(createRoleContract, createRole);

export const updateRoleAction = action(updateRoleContract, updateRole);

export const duplicateRoleAction = action(duplicateRoleContract, duplicateRole);

export const previewRoleAction = action(previewRoleContract, previewRole);

export const deleteRoleAction = action(deleteRoleContract, deleteRole);

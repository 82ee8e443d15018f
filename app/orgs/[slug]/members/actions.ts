"use server";

import { action } from "@/lib/entry/action";
import { changeMembers } from "@/lib/organizations/member-bulk";
import { changeMembersContract } from "@/lib/organizations/member-bulk.schema";
import { addUnitRole, changeMemberRole, removeUnitRole } from "@/lib/organizations/member-roles";
import { resumeMember, setMembershipEnd, suspendMember } from "@/lib/organizations/member-status";
import { removeMember } from "@/lib/organizations/members";
import {
  addUnitRoleContract,
  changeRoleContract,
  memberContract,
  removeMemberContract,
  removeUnitRoleContract,
  setEndContract,
} from "@/lib/organizations/members.schema";

export const changeMemberRoleAction = action(changeRoleContract, changeMemberRole);

export const suspendMemberAction = action(memberContract, suspendMember);

export const resumeMemberAction = action(memberContract, resumeMember);

export const setMembershipEndAction = action(setEndContract, setMembershipEnd);

export const removeMemberAction = action(removeMemberContract, removeMember);

export const changeMembersAction = action(changeMembersContract, changeMembers);

export const addUnitRoleAction = action(addUnitRoleContract, addUnitRole);

export const removeUnitRoleAction = action(removeUnitRoleContract, removeUnitRole);

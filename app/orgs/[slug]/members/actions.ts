"use server";

import { action } from "@/lib/entry/action";
import { changeMemberRole } from "@/lib/organizations/member-roles";
import { resumeMember, setMembershipEnd, suspendMember } from "@/lib/organizations/member-status";
import { removeMember } from "@/lib/organizations/members";
import { changeRoleContract, memberContract, removeMemberContract, setEndContract } from "@/lib/organizations/members.schema";

export const changeMemberRoleAction = action(changeRoleContract, changeMemberRole);

export const suspendMemberAction = action(memberContract, suspendMember);

export const resumeMemberAction = action(memberContract, resumeMember);

export const setMembershipEndAction = action(setEndContract, setMembershipEnd);

export const removeMemberAction = action(removeMemberContract, removeMember);

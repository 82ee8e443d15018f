"use server";

import { action } from "@/lib/entry/action";
import { leaveOrganization } from "@/lib/organizations/members";
import { leaveContract } from "@/lib/organizations/members.schema";

export const leaveOrganizationAction = action(leaveContract, leaveOrganization);

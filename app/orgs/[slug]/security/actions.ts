"use server";

import { action } from "@/lib/entry/action";
import { previewSecurityPolicy } from "@/lib/organizations/compliance";
import { previewSecurityPolicyContract } from "@/lib/organizations/compliance.schema";
import { setSecurityPolicy } from "@/lib/organizations/security-policy";
import { setSecurityPolicyContract } from "@/lib/organizations/security-policy.schema";

export const setSecurityPolicyAction = action(setSecurityPolicyContract, setSecurityPolicy);

export const previewSecurityPolicyAction = action(previewSecurityPolicyContract, previewSecurityPolicy);

import { endpoint, route } from "@/lib/entry/route";
import { getSecurityPolicy, setSecurityPolicy } from "@/lib/organizations/security-policy";
import { getSecurityPolicyContract, setSecurityPolicyContract } from "@/lib/organizations/security-policy.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(getSecurityPolicyContract, getSecurityPolicy),
  PUT: route(setSecurityPolicyContract, setSecurityPolicy),
});

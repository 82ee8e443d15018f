import { endpoint, route } from "@/lib/entry/route";
import { previewSecurityPolicy } from "@/lib/organizations/compliance";
import { previewSecurityPolicyContract } from "@/lib/organizations/compliance.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(previewSecurityPolicyContract, previewSecurityPolicy),
});

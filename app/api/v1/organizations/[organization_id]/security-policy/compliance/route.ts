import { endpoint, route } from "@/lib/entry/route";
import { getCompliance } from "@/lib/organizations/compliance";
import { complianceContract } from "@/lib/organizations/compliance.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({ GET: route(complianceContract, getCompliance) });

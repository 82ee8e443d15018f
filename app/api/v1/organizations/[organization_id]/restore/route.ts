import { endpoint, route } from "@/lib/entry/route";
import { restoreOrganization } from "@/lib/organizations/lifecycle";
import { organizationIdContract, organizationView } from "@/lib/organizations/organizations.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ ...organizationIdContract, output: organizationView }, restoreOrganization),
});

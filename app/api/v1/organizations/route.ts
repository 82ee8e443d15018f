import { endpoint, route } from "@/lib/entry/route";
import { listOrganizations } from "@/lib/organizations/all-organizations";
import { createOrganization } from "@/lib/organizations/organizations";
import { createOrganizationContract, listOrganizationsContract } from "@/lib/organizations/organizations.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(listOrganizationsContract, listOrganizations),
  POST: route({ ...createOrganizationContract, status: 201, message: "The organization is made." }, createOrganization),
});

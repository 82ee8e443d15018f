import { endpoint, route } from "@/lib/entry/route";
import { listMyOrganizations } from "@/lib/organizations/organization-lists";
import { listMyOrganizationsContract } from "@/lib/organizations/organizations.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(listMyOrganizationsContract, listMyOrganizations),
});

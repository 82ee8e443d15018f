import { endpoint, route } from "@/lib/entry/route";
import { listUserOrganizations } from "@/lib/organizations/organization-lists";
import { listUserOrganizationsContract } from "@/lib/organizations/organizations.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(listUserOrganizationsContract, listUserOrganizations),
});

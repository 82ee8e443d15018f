import { endpoint, route } from "@/lib/entry/route";
import { deleteOrganization } from "@/lib/organizations/lifecycle";
import { getOrganization, updateOrganization } from "@/lib/organizations/organizations";
import { deleteOrganizationContract, getOrganizationContract, updateOrganizationContract } from "@/lib/organizations/organizations.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ ...getOrganizationContract, etag: "strong" }, getOrganization),
  PATCH: route({ ...updateOrganizationContract, etag: "strong" }, (actor, input, _caller, assertUnchanged) =>
    updateOrganization(actor, input, assertUnchanged),
  ),
  DELETE: route(deleteOrganizationContract, deleteOrganization),
});

import { endpoint, route } from "@/lib/entry/route";
import { getOverview } from "@/lib/organizations/overview";
import { overviewContract } from "@/lib/organizations/overview.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(overviewContract, getOverview),
});

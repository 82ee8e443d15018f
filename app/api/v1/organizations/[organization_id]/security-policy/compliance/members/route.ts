import { endpoint, route } from "@/lib/entry/route";
import { listNotComplying } from "@/lib/organizations/compliance";
import { listNotComplyingContract } from "@/lib/organizations/compliance.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({ GET: route(listNotComplyingContract, listNotComplying) });

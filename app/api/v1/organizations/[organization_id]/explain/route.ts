import { endpoint, route } from "@/lib/entry/route";
import { explain } from "@/lib/organizations/explanation";
import { explainContract } from "@/lib/organizations/explanation.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(explainContract, explain),
});

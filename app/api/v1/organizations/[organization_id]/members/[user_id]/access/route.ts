import { endpoint, route } from "@/lib/entry/route";
import { explainAll } from "@/lib/organizations/explanation";
import { explainAllContract } from "@/lib/organizations/explanation.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(explainAllContract, explainAll),
});

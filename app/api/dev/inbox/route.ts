import { listInboxContract, readInbox } from "@/lib/entry/dev-inbox";
import { endpoint, route } from "@/lib/entry/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(listInboxContract, (_actor, input) => readInbox(input)),
});

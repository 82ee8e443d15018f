import { endpoint, route } from "@/lib/entry/route";
import { listSessions, revokeOtherSessions } from "@/lib/sessions/manage";
import { listSessionsContract, revokeOtherSessionsContract } from "@/lib/sessions/sessions.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(listSessionsContract, listSessions),
  DELETE: route(revokeOtherSessionsContract, revokeOtherSessions),
});

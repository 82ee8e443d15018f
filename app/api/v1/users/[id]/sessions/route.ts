import { endpoint, route } from "@/lib/entry/route";
import { listUserSessions } from "@/lib/sessions/administration";
import { listSessionsOfUserContract } from "@/lib/sessions/administration.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(listSessionsOfUserContract, (actor, { id, ...page }) => listUserSessions(actor, { user_id: id, ...page })),
});

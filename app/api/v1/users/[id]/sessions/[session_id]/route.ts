import { endpoint, route } from "@/lib/entry/route";
import { revokeAnySession } from "@/lib/sessions/administration";
import { revokeSessionOfUserContract } from "@/lib/sessions/administration.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  DELETE: route(revokeSessionOfUserContract, (actor, { id, session_id }) => revokeAnySession(actor, { id: session_id, user_id: id })),
});

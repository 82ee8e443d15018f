import { userIdContract } from "@/lib/accounts/administration.schema";
import { endpoint, route } from "@/lib/entry/route";
import { revokeUserSessions } from "@/lib/sessions/administration";
import { revokeUserSessionsContract } from "@/lib/sessions/administration.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ ...userIdContract, output: revokeUserSessionsContract.output }, (actor, { id }) =>
    revokeUserSessions(actor, { user_id: id }),
  ),
});

import { endpoint, route } from "@/lib/entry/route";
import { revokeSession } from "@/lib/sessions/manage";
import { revokeSessionContract } from "@/lib/sessions/sessions.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({ DELETE: route(revokeSessionContract, revokeSession) });

import { endpoint, route } from "@/lib/entry/route";
import { extendSession } from "@/lib/sessions/manage";
import { extendSessionContract } from "@/lib/sessions/sessions.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({ POST: route(extendSessionContract, extendSession) });

import { endpoint, route } from "@/lib/entry/route";
import { describeCaller } from "@/lib/sessions/me";
import { meContract } from "@/lib/sessions/me.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(meContract, async (actor, _input, { session }) => describeCaller(actor, session)),
});

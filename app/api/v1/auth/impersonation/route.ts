import { headers } from "next/headers";
import { returnToOwnSession } from "@/lib/entry/impersonation";
import { endpoint, route } from "@/lib/entry/route";
import { stopImpersonationContract } from "@/lib/sessions/impersonation.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  DELETE: route({ ...stopImpersonationContract, message: "You are yourself again." }, async (actor) =>
    returnToOwnSession(await headers(), actor),
  ),
});

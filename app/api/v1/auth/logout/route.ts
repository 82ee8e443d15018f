import { clearSessionCookie } from "@/lib/entry/cookies";
import { endpoint, route } from "@/lib/entry/route";
import { signOut } from "@/lib/sessions/manage";
import { signOutContract } from "@/lib/sessions/sessions.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ ...signOutContract, message: "You are signed out." }, async (actor) => {
    const result = await signOut(actor);
    await clearSessionCookie();
    return result;
  }),
});

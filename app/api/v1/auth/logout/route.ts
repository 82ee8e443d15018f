import { headers } from "next/headers";
import { endpoint, route } from "@/lib/entry/route";
import { signOutBrowser } from "@/lib/entry/sign-out";
import { signOutContract } from "@/lib/sessions/sessions.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ ...signOutContract, message: "You are signed out." }, async (actor) => signOutBrowser(await headers(), actor)),
});

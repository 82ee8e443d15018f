import { endpoint, route } from "@/lib/entry/route";
import { logInWithPasskey } from "@/lib/signin/passkey";
import { passkeyLoginContract } from "@/lib/signin/passkey.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ ...passkeyLoginContract, message: "You are signed in.", budget: "own" }, logInWithPasskey),
});

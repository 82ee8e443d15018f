import { startExternalSignIn } from "@/lib/entry/external-sign-in";
import { endpoint } from "@/lib/entry/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({ GET: startExternalSignIn });

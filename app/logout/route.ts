import { endpoint } from "@/lib/entry/route";
import { signOutByForm } from "@/lib/entry/sign-out";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({ POST: signOutByForm });

import { formRoute } from "@/lib/entry/form-route";
import { endpoint } from "@/lib/entry/route";
import { logInWithForm } from "@/lib/signin/login";
import { loginFormContract } from "@/lib/signin/login.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({ POST: formRoute(loginFormContract, logInWithForm) });

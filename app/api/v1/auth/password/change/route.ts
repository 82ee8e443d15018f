import { changePasswordContract } from "@/lib/accounts/password.schema";
import { changePassword } from "@/lib/accounts/password-change";
import { endpoint, route } from "@/lib/entry/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ ...changePasswordContract, message: "Your password is changed.", budget: "own" }, changePassword),
});

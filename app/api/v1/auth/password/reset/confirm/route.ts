import { confirmPasswordResetContract } from "@/lib/accounts/password.schema";
import { confirmPasswordReset } from "@/lib/accounts/password-reset";
import { endpoint, route } from "@/lib/entry/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ ...confirmPasswordResetContract, message: "Your password is set. Sign in with it.", budget: "own" }, confirmPasswordReset),
});

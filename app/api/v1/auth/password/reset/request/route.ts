import { requestPasswordResetContract } from "@/lib/accounts/password.schema";
import { requestPasswordReset } from "@/lib/accounts/password-reset";
import { endpoint, route } from "@/lib/entry/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(
    { ...requestPasswordResetContract, message: "If there is an account, a mail is on its way.", budget: "own" },
    requestPasswordReset,
  ),
});

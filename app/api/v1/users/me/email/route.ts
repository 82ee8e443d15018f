import { requestEmailChange } from "@/lib/accounts/email-change";
import { changeEmailContract } from "@/lib/accounts/profile.schema";
import { endpoint, route } from "@/lib/entry/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(
    { ...changeEmailContract, message: "Confirm the new address from the mail we sent there.", budget: "own" },
    requestEmailChange,
  ),
});

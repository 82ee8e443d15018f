import { requestVerification } from "@/lib/accounts/email-verification";
import { requestVerificationContract } from "@/lib/accounts/email-verification.schema";
import { endpoint, route } from "@/lib/entry/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(
    { ...requestVerificationContract, message: "If this address needs confirming, a mail is on its way.", budget: "own" },
    requestVerification,
  ),
});

import { confirmVerification } from "@/lib/accounts/email-verification";
import { confirmVerificationContract } from "@/lib/accounts/email-verification.schema";
import { endpoint, route } from "@/lib/entry/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ ...confirmVerificationContract, message: "Your address is confirmed.", budget: "own" }, confirmVerification),
});

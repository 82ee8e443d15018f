import { resendVerification } from "@/lib/accounts/address-administration";
import { resendVerificationOutput, userIdContract } from "@/lib/accounts/administration.schema";
import { endpoint, route } from "@/lib/entry/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ ...userIdContract, output: resendVerificationOutput }, resendVerification),
});

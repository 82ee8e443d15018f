import { endpoint, route } from "@/lib/entry/route";
import { renewRecoveryCodesContract } from "@/lib/factors/factors.schema";
import { renewRecoveryCodes } from "@/lib/factors/removal";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ ...renewRecoveryCodesContract, status: 201, message: "The former codes no longer work." }, renewRecoveryCodes),
});

import { forceResetOutput, userIdContract } from "@/lib/accounts/administration.schema";
import { forcePasswordReset } from "@/lib/accounts/user-administration";
import { endpoint, route } from "@/lib/entry/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ ...userIdContract, output: forceResetOutput }, forcePasswordReset),
});

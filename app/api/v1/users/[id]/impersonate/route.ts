import { startImpersonationContract } from "@/lib/accounts/impersonation.schema";
import { actAs } from "@/lib/entry/impersonation";
import { endpoint, route } from "@/lib/entry/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ ...startImpersonationContract, message: "You act as somebody else now." }, actAs),
});

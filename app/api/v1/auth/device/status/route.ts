import { endpoint, route } from "@/lib/entry/route";
import { checkApproval } from "@/lib/signin/device-approval";
import { deviceStatusContract } from "@/lib/signin/login.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ ...deviceStatusContract, message: "This is how the sign-in stands.", budget: "own" }, checkApproval),
});

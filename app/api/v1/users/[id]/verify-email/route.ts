import { verifyUser } from "@/lib/accounts/address-administration";
import { userIdContract, verifyUserOutput } from "@/lib/accounts/administration.schema";
import { endpoint, route } from "@/lib/entry/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ ...userIdContract, output: verifyUserOutput }, verifyUser),
});

import { enableAccount } from "@/lib/accounts/administration";
import { setAccountActiveContract } from "@/lib/accounts/administration.schema";
import { endpoint, route } from "@/lib/entry/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({ POST: route(setAccountActiveContract, enableAccount) });

import { countUsersContract } from "@/lib/accounts/administration.schema";
import { countUsers } from "@/lib/accounts/user-count";
import { endpoint, route } from "@/lib/entry/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({ GET: route(countUsersContract, countUsers) });

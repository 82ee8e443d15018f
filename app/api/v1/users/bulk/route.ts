import { changeManyAccountsContract } from "@/lib/accounts/administration.schema";
import { changeManyAccounts } from "@/lib/accounts/bulk-acts";
import { endpoint, route } from "@/lib/entry/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route(changeManyAccountsContract, changeManyAccounts),
});

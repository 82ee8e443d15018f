import { listAccounts } from "@/lib/accounts/administration";
import { createUserContract, findAccountContract, listAccountsContract } from "@/lib/accounts/administration.schema";
import { createUser } from "@/lib/accounts/user-administration";
import { endpoint, route } from "@/lib/entry/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(listAccountsContract, listAccounts),
  POST: route({ ...createUserContract, output: findAccountContract.output, status: 201, message: "The account is made." }, createUser),
});

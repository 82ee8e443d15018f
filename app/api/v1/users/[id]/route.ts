import { deleteUserOutput, findAccountContract, updateUserContract, userIdContract } from "@/lib/accounts/administration.schema";
import { deleteUser, getUser, updateUser } from "@/lib/accounts/user-administration";
import { endpoint, route } from "@/lib/entry/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ ...userIdContract, output: findAccountContract.output }, getUser),
  PATCH: route({ ...updateUserContract, output: findAccountContract.output }, updateUser),
  DELETE: route({ ...userIdContract, output: deleteUserOutput }, deleteUser),
});

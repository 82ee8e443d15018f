import { deleteUserOutput, findAccountContract, updateUserContract, userIdContract } from "@/lib/accounts/administration.schema";
import { deleteUser, getUser, updateUser } from "@/lib/accounts/user-administration";
import { endpoint, route } from "@/lib/entry/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ ...userIdContract, output: findAccountContract.output, etag: "strong" }, getUser),
  PATCH: route({ ...updateUserContract, output: findAccountContract.output, etag: "strong" }, (actor, input, _caller, assertUnchanged) =>
    updateUser(actor, input, assertUnchanged),
  ),
  DELETE: route({ ...userIdContract, output: deleteUserOutput }, deleteUser),
});

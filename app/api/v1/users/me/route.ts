import { deleteOwnAccount } from "@/lib/accounts/deletion";
import { deleteAccountContract } from "@/lib/accounts/privacy.schema";
import { getProfile, updateProfile } from "@/lib/accounts/profile";
import { getProfileContract, updateProfileContract } from "@/lib/accounts/profile.schema";
import { endpoint, route } from "@/lib/entry/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route({ ...getProfileContract, etag: "strong" }, getProfile),
  PATCH: route({ ...updateProfileContract, budget: "own", etag: "strong" }, (actor, input, _caller, assertUnchanged) =>
    updateProfile(actor, input, assertUnchanged),
  ),
  DELETE: route(
    { ...deleteAccountContract, status: 202, message: "Your account will be deleted. Sign in before then to keep it." },
    deleteOwnAccount,
  ),
});

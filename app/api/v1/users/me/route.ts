import { getProfile, updateProfile } from "@/lib/accounts/profile";
import { getProfileContract, updateProfileContract } from "@/lib/accounts/profile.schema";
import { endpoint, route } from "@/lib/entry/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: route(getProfileContract, getProfile),
  PATCH: route({ ...updateProfileContract, budget: "own" }, updateProfile),
});

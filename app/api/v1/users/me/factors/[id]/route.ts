import { endpoint, route } from "@/lib/entry/route";
import { renameFactor } from "@/lib/factors/factors";
import { removeFactorContract, renameFactorContract } from "@/lib/factors/factors.schema";
import { removeFactor } from "@/lib/factors/removal";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  PATCH: route(renameFactorContract, renameFactor),
  DELETE: route({ ...removeFactorContract, message: "The factor is removed." }, removeFactor),
});

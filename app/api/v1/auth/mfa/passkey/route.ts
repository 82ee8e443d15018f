import { endpoint, route } from "@/lib/entry/route";
import { passkeyFactorOptionsContract } from "@/lib/signin/passkey.schema";
import { passkeyFactorOptions } from "@/lib/signin/passkey-factor";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ ...passkeyFactorOptionsContract, budget: "own" }, passkeyFactorOptions),
});

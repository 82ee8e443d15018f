import { endpoint, route } from "@/lib/entry/route";
import { passkeyOptions } from "@/lib/signin/passkey";
import { passkeyOptionsContract } from "@/lib/signin/passkey.schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ ...passkeyOptionsContract, budget: "own" }, passkeyOptions),
});

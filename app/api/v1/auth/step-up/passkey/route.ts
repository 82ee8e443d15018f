import { endpoint, route } from "@/lib/entry/route";
import { passkeyProofContract } from "@/lib/signin/step-up.schema";
import { stepUpWithPasskey } from "@/lib/signin/step-up-passkey";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ ...passkeyProofContract, message: "You have confirmed that it is you.", budget: "own" }, stepUpWithPasskey),
});

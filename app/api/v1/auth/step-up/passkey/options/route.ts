import { endpoint, route } from "@/lib/entry/route";
import { beginPasskeyProofContract } from "@/lib/signin/step-up.schema";
import { beginPasskeyProof } from "@/lib/signin/step-up-passkey";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  POST: route({ ...beginPasskeyProofContract, budget: "own" }, beginPasskeyProof),
});

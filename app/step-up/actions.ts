"use server";

import { requireFreshProof } from "@/lib/access/fresh-proof";
import { action, nothing } from "@/lib/entry/action";
import { describeProof, stepUp } from "@/lib/signin/step-up";
import { beginPasskeyProofContract, passkeyProofContract, proofWaysContract, stepUpContract } from "@/lib/signin/step-up.schema";
import { beginPasskeyProof, stepUpWithPasskey } from "@/lib/signin/step-up-passkey";

export const describeProofAction = action(proofWaysContract, describeProof);

export const stepUpAction = action(stepUpContract, stepUp);

export const beginPasskeyProofAction = action(beginPasskeyProofContract, beginPasskeyProof);

export const passkeyProofAction = action(passkeyProofContract, stepUpWithPasskey);

/** For what is fetched by an address of its own: asked first, so that nobody is shown a refusal in place of a file. */
export const requireProofAction = action({ input: nothing, output: nothing }, async (actor) => {
  await requireFreshProof(actor);
  return {};
});

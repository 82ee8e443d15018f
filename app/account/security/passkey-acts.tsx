"use client";

import type { OwnerProof } from "@/app/account/security/owner-proof";
import { removePasskeyAction, renamePasskeyAction } from "@/app/account/security/passkey-actions";
import { WayInActs } from "@/app/account/security/way-in-acts";

const rename = {
  action: renamePasskeyAction,
  schema: () => import("@/lib/passkeys/passkeys.schema").then((loaded) => loaded.renamePasskeyContract.input),
};

const remove = {
  action: removePasskeyAction,
  description: "It no longer signs you in. Your device may go on offering it: delete it there as well. You are signed out everywhere else.",
};

/** Rename and remove a passkey. */
export function PasskeyActs(props: { id: string; name: string; proof: OwnerProof }) {
  return <WayInActs {...props} rename={rename} remove={remove} />;
}

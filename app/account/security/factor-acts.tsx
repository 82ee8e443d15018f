"use client";

import { removeFactorAction, renameFactorAction } from "@/app/account/security/factor-actions";
import type { OwnerProof } from "@/app/account/security/owner-proof";
import { WayInActs } from "@/app/account/security/way-in-acts";
import type { FactorType } from "@/lib/factors/factors.schema";

interface FactorActsProps {
  id: string;
  name: string;
  type: FactorType;
  /** Without it signing in asks for the password alone. */
  isLast: boolean;
  proof: OwnerProof;
}

const rename = {
  action: renameFactorAction,
  schema: () => import("@/lib/factors/factors.schema").then((loaded) => loaded.renameFactorContract.input),
};

const LAST_GOES = "From then on signing in asks for your password alone, and your recovery codes go. You are signed out everywhere else.";
const ONE_GOES = "Its codes no longer count. You are signed out everywhere else.";

/** Rename and remove a second factor; where codes are sent names itself. */
export function FactorActs({ type, isLast, ...props }: FactorActsProps) {
  const remove = { action: removeFactorAction, description: isLast ? LAST_GOES : ONE_GOES };
  return <WayInActs {...props} {...(type === "totp" ? { rename } : {})} remove={remove} />;
}

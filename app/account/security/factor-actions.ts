"use server";

import { action } from "@/lib/entry/action";
import { beginTotp, confirmTotp } from "@/lib/factors/enrolment";
import { renameFactor } from "@/lib/factors/factors";
import {
  beginTotpContract,
  confirmTotpContract,
  removeFactorContract,
  renameFactorContract,
  renewRecoveryCodesContract,
} from "@/lib/factors/factors.schema";
import { removeFactor, renewRecoveryCodes } from "@/lib/factors/removal";

export const beginTotpAction = action(beginTotpContract, beginTotp);

export const confirmTotpAction = action(confirmTotpContract, confirmTotp);

export const renameFactorAction = action(renameFactorContract, renameFactor);

export const removeFactorAction = action(removeFactorContract, removeFactor);

export const renewRecoveryCodesAction = action(renewRecoveryCodesContract, renewRecoveryCodes);

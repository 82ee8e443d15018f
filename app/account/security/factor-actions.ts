"use server";

import { action } from "@/lib/entry/action";
import { beginEmailFactor, beginSmsFactor, confirmFactor } from "@/lib/factors/code-factors";
import { beginTotp } from "@/lib/factors/enrolment";
import { renameFactor } from "@/lib/factors/factors";
import {
  beginEmailFactorContract,
  beginSmsFactorContract,
  beginTotpContract,
  confirmFactorContract,
  removeFactorContract,
  renameFactorContract,
  renewRecoveryCodesContract,
} from "@/lib/factors/factors.schema";
import { removeFactor, renewRecoveryCodes } from "@/lib/factors/removal";

export const beginTotpAction = action(beginTotpContract, beginTotp);

export const beginEmailFactorAction = action(beginEmailFactorContract, beginEmailFactor);

export const beginSmsFactorAction = action(beginSmsFactorContract, beginSmsFactor);

export const confirmFactorAction = action(confirmFactorContract, confirmFactor);

export const renameFactorAction = action(renameFactorContract, renameFactor);

export const removeFactorAction = action(removeFactorContract, removeFactor);

export const renewRecoveryCodesAction = action(renewRecoveryCodesContract, renewRecoveryCodes);

"use server";

import { findDataExport, requestDataExport } from "@/lib/accounts/data-export/request";
import { deactivateOwnAccount } from "@/lib/accounts/deactivation";
import { deleteOwnAccount } from "@/lib/accounts/deletion";
import { dataExportContract, deleteAccountFormContract } from "@/lib/accounts/privacy.schema";
import { deactivateAccountContract } from "@/lib/accounts/profile.schema";
import { action } from "@/lib/entry/action";
import { clearSessionCookie } from "@/lib/entry/cookies";

export const deactivateAccountAction = action(deactivateAccountContract, async (actor, input) => {
  const result = await deactivateOwnAccount(actor, input);
  await clearSessionCookie();
  return result;
});

export const deleteAccountAction = action(deleteAccountFormContract, async (actor, input) => {
  const result = await deleteOwnAccount(actor, input);
  await clearSessionCookie();
  return result;
});

export const requestDataExportAction = action(dataExportContract, requestDataExport);

export const findDataExportAction = action(dataExportContract, findDataExport);

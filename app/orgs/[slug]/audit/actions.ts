"use server";

import { action } from "@/lib/entry/action";
import { findAuditCheck, requestAuditCheck } from "@/lib/organizations/audit-check";
import { auditCheckContract } from "@/lib/organizations/audit-check.schema";
import { findAuditFile, requestAuditFile } from "@/lib/organizations/audit-export-job";
import { getAuditFileContract, requestAuditFileContract } from "@/lib/organizations/audit-file.schema";
import { setAuditRetention } from "@/lib/organizations/audit-retention";
import { setAuditRetentionContract } from "@/lib/organizations/audit-retention.schema";

export const requestAuditFileAction = action(requestAuditFileContract, requestAuditFile);

export const findAuditFileAction = action(getAuditFileContract, findAuditFile);

export const requestAuditCheckAction = action(auditCheckContract, requestAuditCheck);

export const findAuditCheckAction = action(auditCheckContract, findAuditCheck);

export const setAuditRetentionAction = action(setAuditRetentionContract, setAuditRetention);

import { z } from "zod";
import { organizationId } from "@/lib/organizations/fields.schema";

const RANGE = "Give a whole number of days from 30 to 36500, or nothing to keep everything.";

/** Days that rows of an audit log are kept; null keeps them for ever. */
const retentionDays = z.number({ error: RANGE }).int(RANGE).min(30, RANGE).max(36_500, RANGE).nullable();

export const getAuditRetentionContract = {
  input: z.object({ organization_id: organizationId }),
  output: z.object({ days: retentionDays }),
};

export const setAuditRetentionContract = {
  input: z.object({ organization_id: organizationId, days: retentionDays }),
  output: z.object({ days: retentionDays }),
};

import { ADMINISTRATION_USES } from "./administration";
import { AUDIT_LOG_USES } from "./audit-log";
import { MEMBER_USES } from "./members";
import { ORGANIZATION_USES } from "./organizations";
import type { Use } from "./use";

/** Everything that can be done to organizations and by administrators, each once, whatever its doors. */
export const USES: readonly Use[] = [...ORGANIZATION_USES, ...MEMBER_USES, ...AUDIT_LOG_USES, ...ADMINISTRATION_USES];

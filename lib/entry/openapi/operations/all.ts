import { type Operation, type OperationGroup, withAliases } from "@/lib/entry/openapi/operation";
import { auditLog } from "@/lib/entry/openapi/operations/audit-log";
import { contact } from "@/lib/entry/openapi/operations/contact";
import { devices } from "@/lib/entry/openapi/operations/devices";
import { invitations } from "@/lib/entry/openapi/operations/invitations";
import { joining } from "@/lib/entry/openapi/operations/joining";
import { me } from "@/lib/entry/openapi/operations/me";
import { members } from "@/lib/entry/openapi/operations/members";
import { organizations } from "@/lib/entry/openapi/operations/organizations";
import { overviewAndLogo } from "@/lib/entry/openapi/operations/overview-and-logo";
import { passkeys } from "@/lib/entry/openapi/operations/passkeys";
import { rolesAndUnits } from "@/lib/entry/openapi/operations/roles-and-units";
import { secondFactor } from "@/lib/entry/openapi/operations/second-factor";
import { securityPolicies } from "@/lib/entry/openapi/operations/security-policy";
import { sessions } from "@/lib/entry/openapi/operations/sessions";
import { signingIn } from "@/lib/entry/openapi/operations/signing-in";
import { statistics } from "@/lib/entry/openapi/operations/statistics";
import { users } from "@/lib/entry/openapi/operations/users";

/** Everything below /api/v1 but the health checks, in the order of the document. */
export const OPERATION_GROUPS: readonly OperationGroup[] = [
  joining,
  signingIn,
  secondFactor,
  passkeys,
  sessions,
  devices,
  me,
  users,
  organizations,
  overviewAndLogo,
  members,
  invitations,
  rolesAndUnits,
  securityPolicies,
  auditLog,
  statistics,
  contact,
];

/** The operations of a group with the document's tag, aliases included. */
export function operationsOf(group: OperationGroup): Array<Operation & { tag: string }> {
  return group.operations.flatMap(withAliases).map((operation) => ({ ...operation, tag: group.tag }));
}

/** Every operation of every group. */
export const OPERATIONS = OPERATION_GROUPS.flatMap(operationsOf);

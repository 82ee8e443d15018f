import type { OperationGroup } from "@/lib/entry/openapi/operation";
import { CREATED, EXPIRES, ORGANIZATION_ID, PERSON, USER_ID } from "@/lib/entry/openapi/operations/examples";
import { complianceContract, listNotComplyingContract, previewSecurityPolicyContract } from "@/lib/organizations/compliance.schema";
import { getSecurityPolicyContract, setSecurityPolicyContract } from "@/lib/organizations/security-policy.schema";

const organization_id = ORGANIZATION_ID;

const POLICY = {
  password_policy: "nist",
  session_idle_seconds: 900,
  session_absolute_seconds: null,
  allowed_methods: null,
  require_second_factor: false,
  require_device_approval: false,
  require_passkey: false,
  grace_days: 7,
  changed_at: CREATED,
  enforced_from: EXPIRES,
  unmet: null,
};

const MEMBER = {
  user_id: USER_ID,
  email: PERSON.email,
  full_name: PERSON.full_name,
  asks: [{ ask: "password", policy: "nist", known: true }],
};

/** What organizations demand of their members. */
export const securityPolicies: OperationGroup = {
  tag: "Security policies",
  description:
    "What an organization demands of its members' passwords, sessions and sign-ins. From `enforced_from` on, every address of an organization answers 403 `FORBIDDEN` to a session that does not meet its policy, with `details.reason` `policy` and in `details.asks` what is asked.",
  operations: [
    {
      method: "get",
      path: "/organizations/{organization_id}/security-policy",
      id: "getSecurityPolicy",
      summary: "What an organization demands of its members",
      description: "Also for members whom the policy keeps out.",
      caller: "session",
      contract: getSecurityPolicyContract,
      errors: ["NOT_FOUND"],
      example: { input: { organization_id }, output: POLICY },
    },
    {
      method: "put",
      path: "/organizations/{organization_id}/security-policy",
      id: "setSecurityPolicy",
      summary: "Replace what an organization demands of its members",
      description:
        "Needs `security.manage`, and a sign-in that meets it. What is left out is as the platform has it. Sessions that are open become shorter when it is enforced, and never longer.",
      caller: "session",
      contract: setSecurityPolicyContract,
      errors: ["STEP_UP_REQUIRED", "NOT_FOUND", "FORBIDDEN"],
      example: { input: { organization_id, password_policy: "nist", session_idle_seconds: 900 }, output: POLICY },
    },
    {
      method: "post",
      path: "/organizations/{organization_id}/security-policy/preview",
      id: "previewSecurityPolicy",
      summary: "What a policy would change that is not saved",
      description: "Needs `security.manage`. Changes nothing. `own` is what the caller does not meet: to save it would be refused.",
      caller: "session",
      contract: previewSecurityPolicyContract,
      errors: ["NOT_FOUND", "FORBIDDEN"],
      example: {
        input: { organization_id, password_policy: "nist" },
        output: { not_complying: 1, is_more: false, sample: [MEMBER], own: [], changes: ["password_policy"] },
      },
    },
    {
      method: "get",
      path: "/organizations/{organization_id}/security-policy/compliance",
      id: "getCompliance",
      summary: "How many members do not comply yet",
      description: "Needs `security.manage`. Counted up to 1,000.",
      caller: "session",
      contract: complianceContract,
      errors: ["NOT_FOUND", "FORBIDDEN"],
      example: { input: { organization_id }, output: { not_complying: 12, is_more: false, enforced_from: EXPIRES } },
    },
    {
      method: "get",
      path: "/organizations/{organization_id}/security-policy/compliance/members",
      id: "listNotComplying",
      summary: "Who does not comply yet, and why",
      description: "Needs `security.manage` and `members.read`. In the order in which they joined.",
      caller: "session",
      contract: listNotComplyingContract,
      errors: ["NOT_FOUND", "FORBIDDEN"],
      example: { input: { organization_id, limit: 50 }, output: { items: [MEMBER], next_cursor: null } },
    },
  ],
};

import type { OperationGroup } from "@/lib/entry/openapi/operation";
import { EXPIRES, SESSION, SESSION_ID, USER_ID } from "@/lib/entry/openapi/operations/examples";
import { stopImpersonationContract } from "@/lib/sessions/impersonation.schema";
import {
  extendSessionContract,
  listSessionsContract,
  revokeOtherSessionsContract,
  revokeSessionContract,
} from "@/lib/sessions/sessions.schema";

/** Where somebody is signed in. */
export const sessions: OperationGroup = {
  tag: "Sessions",
  description: "Where the caller is signed in, in browsers and programs alike.",
  operations: [
    {
      method: "get",
      path: "/auth/sessions",
      id: "listSessions",
      summary: "List one's sessions",
      caller: "session",
      contract: listSessionsContract,
      errors: [],
      example: { input: { limit: 20 }, output: { items: [SESSION], next_cursor: null } },
    },
    {
      method: "delete",
      path: "/auth/sessions",
      id: "revokeOtherSessions",
      summary: "End every session but this one",
      caller: "session",
      contract: revokeOtherSessionsContract,
      errors: ["STEP_UP_REQUIRED"],
      example: { input: {}, output: { revoked: 2 } },
    },
    {
      method: "delete",
      path: "/auth/sessions/{id}",
      id: "revokeSession",
      summary: "End one session",
      caller: "session",
      contract: revokeSessionContract,
      errors: ["STEP_UP_REQUIRED", "NOT_FOUND"],
      example: { input: { id: SESSION_ID }, output: { revoked: 1 } },
    },
    {
      method: "post",
      path: "/auth/sessions/refresh",
      id: "extendSession",
      summary: "Extend this session",
      description: "Restarts the idle timeout; the absolute one stays.",
      caller: "session",
      contract: extendSessionContract,
      errors: [],
      example: { input: {}, output: { expires_at: EXPIRES, absolute_expires_at: EXPIRES } },
    },
    {
      method: "delete",
      path: "/auth/impersonation",
      id: "stopImpersonation",
      summary: "Stop acting as somebody",
      description:
        "Gives the browser the administrator's own session back, as it was; also when the acting has ended by itself, and `user_id` is null then.",
      caller: "session",
      contract: { ...stopImpersonationContract, message: "You are yourself again." },
      errors: ["CONFLICT"],
      example: { input: {}, output: { status: "stopped", user_id: USER_ID } },
    },
  ],
};

import type { OperationGroup } from "@/lib/entry/openapi/operation";
import { CREATED, PERSON, SEEN, SESSION, TOKENS, USER_ID } from "@/lib/entry/openapi/operations/examples";
import { forgetDeviceContract, forgetOtherDevicesContract, listDevicesContract } from "@/lib/sessions/devices.schema";
import { deviceStatusContract } from "@/lib/signin/login.schema";

const ID = "0192f3c4-eb80-7dbf-9c8b-ce90df5bbd08";

/** What somebody signs in from. */
export const devices: OperationGroup = {
  tag: "Devices",
  description: "The browsers and programs that an account has signed in from, and the approval of new ones.",
  operations: [
    {
      method: "post",
      path: "/auth/device/status",
      id: "checkDeviceApproval",
      summary: "Go on with a sign-in whose device is to be let in",
      description:
        "Goes on with a sign-in that was answered `device_approval_required`, and answers as it does: the same again while its owner has not answered their mail, so ask every few seconds. A program that was let in gets a `device_token`, with which its next sign-in is known. Once it is refused, or nobody answered in time, the token is revoked.",
      caller: "none",
      contract: { ...deviceStatusContract, message: "This is how the sign-in stands." },
      errors: ["TOKEN_REVOKED", "RATE_LIMITED"],
      example: {
        input: { pre_auth_token: TOKENS.refresh_token },
        output: {
          status: "complete",
          ...TOKENS,
          user: { id: USER_ID, ...PERSON, email_verified: true, role: "user" },
          device_token: "EXAMPLE-device-EXAMPLE-device",
        },
      },
    },
    {
      method: "get",
      path: "/users/me/devices",
      id: "listDevices",
      summary: "List the devices that one signed in from",
      description: "The asking one first. A trusted device signs in with a password alone until then.",
      caller: "session",
      contract: listDevicesContract,
      errors: [],
      example: {
        input: { limit: 20 },
        output: {
          items: [
            {
              id: ID,
              current: true,
              name: "Firefox on Windows",
              ip: SESSION.ip,
              place: "Lyon, France",
              first_seen_at: CREATED,
              last_seen_at: SEEN,
              trusted_until: null,
              approved_at: null,
            },
          ],
          next_cursor: null,
        },
      },
    },
    {
      method: "delete",
      path: "/users/me/devices",
      id: "forgetOtherDevices",
      summary: "Forget every device but this one",
      description: "Whoever is signed in on them is signed out.",
      caller: "session",
      contract: { ...forgetOtherDevicesContract, message: "All other devices are forgotten." },
      errors: ["STEP_UP_REQUIRED", "FORBIDDEN"],
      example: { input: {}, output: { forgotten: 2, sessions_ended: 1 } },
    },
    {
      method: "delete",
      path: "/users/me/devices/{id}",
      id: "forgetDevice",
      summary: "Forget one device",
      description: "It is no longer trusted, and whoever is signed in there is signed out; the asking session stays.",
      caller: "session",
      contract: { ...forgetDeviceContract, message: "The device is forgotten." },
      errors: ["STEP_UP_REQUIRED", "NOT_FOUND", "FORBIDDEN"],
      example: { input: { id: ID }, output: { forgotten: 1, sessions_ended: 1 } },
    },
  ],
};

import { z } from "zod";
import type { OperationGroup } from "@/lib/entry/openapi/operation";
import { ORGANIZATION_ID, PERSON, PIXEL, USER_ID } from "@/lib/entry/openapi/operations/examples";
import { removeLogoContract, setLogoContract } from "@/lib/organizations/logo.schema";
import { overviewContract } from "@/lib/organizations/overview.schema";

const organization_id = ORGANIZATION_ID;
const path = "/organizations/{organization_id}/logo";

/** How an organization stands, and what it looks like. */
export const overviewAndLogo: OperationGroup = {
  tag: "Overview and logo",
  description: "How an organization stands, and what it looks like.",
  operations: [
    {
      method: "get",
      path: "/organizations/{organization_id}/overview",
      id: "getOverview",
      summary: "How an organization stands",
      description: "Counts are null for whoever may not see what is counted; members and invitations are counted up to 1,000.",
      caller: "session",
      contract: overviewContract,
      errors: ["NOT_FOUND"],
      example: {
        input: { organization_id },
        output: {
          members: 250,
          open_invitations: 4,
          roles: 2,
          units: 6,
          next_steps: ["policy"],
          owners: [{ user_id: USER_ID, full_name: PERSON.full_name, email: PERSON.email }],
        },
      },
    },
    {
      method: "get",
      path,
      id: "getLogo",
      summary: "An organization's logo",
      description:
        "For its members and those who are invited. Its address, `logo` of the organization, changes with its content, so it may be kept for good.",
      caller: "session",
      contract: { input: z.object({ organization_id: z.uuid() }), output: z.unknown() },
      errors: ["NOT_FOUND"],
      example: { input: { organization_id }, output: null },
      wire: "webp",
    },
    {
      method: "put",
      path,
      id: "setLogo",
      summary: "Set an organization's logo",
      description:
        "Needs `organization.update`. Base64 of a PNG, JPEG or WebP file of up to 1 MB; all of it is kept on a white square, as a small WebP without metadata.",
      caller: "session",
      contract: setLogoContract,
      errors: ["NOT_FOUND", "FORBIDDEN", "RATE_LIMITED"],
      example: { input: { organization_id, logo: PIXEL }, output: { logo: `/api/v1/organizations/${ORGANIZATION_ID}/logo?v=4f2a9c1e` } },
    },
    {
      method: "delete",
      path,
      id: "removeLogo",
      summary: "Remove an organization's logo",
      description: "Needs `organization.update`.",
      caller: "session",
      contract: removeLogoContract,
      errors: ["NOT_FOUND", "FORBIDDEN"],
      example: { input: { organization_id }, output: { logo: null } },
    },
  ],
};

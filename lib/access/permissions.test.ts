import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  BUILT_IN_ROLES,
  isBuiltInRole,
  isOrganizationPermission,
  ORGANIZATION_PERMISSION_SLUGS,
  ORGANIZATION_PERMISSIONS,
  permissionsOfBuiltInRole,
} from "@/lib/access/permissions";

describe("the table of permissions", () => {
  it("is the one that docs/organizations.md shows", () => {
    const written = readFileSync("docs/organizations.md", "utf8")
      .split("\n")
      .filter((line) => /^\| `[a-z]+\.[a-z_]+` \|/.test(line));
    const shown = ORGANIZATION_PERMISSION_SLUGS.map((slug) => {
      const { description, roles }: { description: string; roles: readonly string[] } = ORGANIZATION_PERMISSIONS[slug];
      const held = BUILT_IN_ROLES.map((role) => (roles.includes(role) ? "yes" : "–")).join(" | ");
      return `| \`${slug}\` | ${description.charAt(0).toLowerCase()}${description.slice(1)} | ${held} |`;
    });
    expect(written).toEqual(shown);
  });

  it("gives owners everything, and each role no less than the next", () => {
    expect(permissionsOfBuiltInRole("owner")).toEqual(ORGANIZATION_PERMISSION_SLUGS);
    for (const slug of permissionsOfBuiltInRole("member")) expect(permissionsOfBuiltInRole("admin")).toContain(slug);
  });

  it("knows its own slugs and nothing else", () => {
    expect(isOrganizationPermission("members.invite")).toBe(true);
    for (const slug of ["constructor", "members.everything", ""]) expect(isOrganizationPermission(slug)).toBe(false);
    expect(isBuiltInRole("owner")).toBe(true);
    expect(isBuiltInRole("trainer")).toBe(false);
  });
});

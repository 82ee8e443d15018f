import { describe, expect, it } from "vitest";
import { AUDIT_ACTIONS, describeToOwner } from "@/lib/audit/actions";

describe("the table of audit actions", () => {
  it.each(Object.entries(AUDIT_ACTIONS))("has a dotted name and whole sentences for %s", (name, text) => {
    expect(name).toMatch(/^[a-z]+\.[a-z_]+$/);
    expect(text.self).toMatch(/^[A-Z][^{}]+[^.]$/);
    expect(text.log.replaceAll(/\{(actor|target)\}/g, "")).not.toMatch(/[{}]/);
  });

  it("does not tell a person that they did what somebody else did", () => {
    expect(describeToOwner("password.reset", "owner")).toBe("You set a new password");
    expect(describeToOwner("password.reset", "other")).toBe("Your password was reset");
    expect(describeToOwner("session.failed", "other")).toBe("A sign-in failed");
  });

  it("shows an event of another version by its name", () => {
    expect(describeToOwner("constructor", "owner")).toBe("constructor");
    expect(describeToOwner("telepathy.added", "other")).toBe("telepathy.added");
  });
});

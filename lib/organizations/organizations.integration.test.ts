import { beforeAll, describe, expect, it } from "vitest";
import type { SessionActor } from "@/lib/access/actor";
import { db } from "@/lib/db";
import { listOrganizations } from "@/lib/organizations/all-organizations";
import { deleteEndedOrganizations, deleteOrganization, restoreOrganization } from "@/lib/organizations/lifecycle";
import { listMyOrganizations } from "@/lib/organizations/organization-lists";
import { createOrganization, getOrganization, updateOrganization } from "@/lib/organizations/organizations";
import { getSecurityPolicy, setSecurityPolicy } from "@/lib/organizations/security-policy";
import { setSecurityPolicyContract } from "@/lib/organizations/security-policy.schema";
import { anonymous, join, newOrganization, newPerson, operator, outcomeOf } from "@/test/organization";

let owner: SessionActor;
let member: SessionActor;
let stranger: SessionActor;

beforeAll(async () => {
  [owner, member, stranger] = await Promise.all([newPerson("Olga"), newPerson("Mia"), newPerson("Sven")]);
});

const mine = async (actor: SessionActor, state: "live" | "deleted" = "live") =>
  (await listMyOrganizations(actor, { state, limit: 100 })).items.map(({ id }) => id);

describe("an organization", () => {
  it("is made by anybody but guests, who becomes its owner", async () => {
    const made = await createOrganization(owner, { name: "Harbour & Söhne" });
    expect(made).toMatchObject({ slug: "harbour-so-hne", access: { as: "member", roles: [{ role: "owner" }] } });
    expect((await createOrganization(owner, { name: "Harbour & Söhne" })).slug).toMatch(/^harbour-so-hne-\d{6}$/);
    expect(await outcomeOf(createOrganization(owner, { name: "Other", slug: made.slug }))).toBe("CONFLICT");
    expect(await outcomeOf(createOrganization(await newPerson("Gus", { role: "guest" }), { name: "Other" }))).toBe("FORBIDDEN");
    expect(await outcomeOf(createOrganization(anonymous, { name: "Other" }))).toBe("UNAUTHENTICATED");
    expect(await db.auditEvent.count({ where: { scope: made.id, action: "organization.created" } })).toBe(1);
  });

  it("is found by id and slug, by its members only", async () => {
    const id = await newOrganization({ owner, member });
    const { slug } = await getOrganization(member, { organization_id: id });
    expect(await getOrganization(member, { organization_id: slug })).toMatchObject({ id, access: { permissions: ["organization.read"] } });
    for (const organization_id of [id, slug, "nothing-like-it"]) {
      expect(await outcomeOf(getOrganization(stranger, { organization_id }))).toBe("NOT_FOUND");
      expect(await outcomeOf(getOrganization(anonymous, { organization_id }))).toBe("UNAUTHENTICATED");
    }
  });

  it("is changed by those who may", async () => {
    const id = await newOrganization({ owner, member });
    expect(await updateOrganization(owner, { organization_id: id, name: "New", settings: { colour: "teal" } })).toMatchObject({
      name: "New",
      settings: { colour: "teal" },
    });
    expect(await outcomeOf(updateOrganization(member, { organization_id: id, name: "Mine" }))).toBe("FORBIDDEN");
    expect(await outcomeOf(updateOrganization(stranger, { organization_id: id, name: "Mine" }))).toBe("NOT_FOUND");
  });

  it("is deleted by owners, is gone for everybody at once, and comes back whole within 30 days", async () => {
    const admin = await newPerson("Adam");
    const id = await newOrganization({ owner, admin, member });
    expect(await outcomeOf(deleteOrganization(admin, { organization_id: id }))).toBe("FORBIDDEN");
    expect(await outcomeOf(deleteOrganization(owner, { organization_id: id, confirmation: "something" }))).toBe("VALIDATION_ERROR");
    await deleteOrganization(owner, { organization_id: id });
    for (const person of [admin, member, stranger])
      expect(await outcomeOf(getOrganization(person, { organization_id: id }))).toBe("NOT_FOUND");
    expect(await outcomeOf(updateOrganization(owner, { organization_id: id, name: "Ghost" }))).toBe("NOT_FOUND");
    expect(await mine(owner)).not.toContain(id);
    expect(await mine(owner, "deleted")).toContain(id);
    expect(await mine(admin, "deleted")).not.toContain(id);
    expect(await outcomeOf(restoreOrganization(admin, { organization_id: id }))).toBe("FORBIDDEN");
    expect(await restoreOrganization(owner, { organization_id: id })).toMatchObject({ id, deleted_at: null });
    expect(await outcomeOf(restoreOrganization(owner, { organization_id: id }))).toBe("CONFLICT");
    expect(await mine(member)).toContain(id);
  });

  it("ends for good after 30 days; its audit rows stay", async () => {
    const id = await newOrganization({ owner, member });
    await deleteOrganization(owner, { organization_id: id });
    const daysAgo = (days: number) => new Date(Date.now() - days * 24 * 60 * 60 * 1000);
    await db.organization.update({ where: { id }, data: { deletedAt: daysAgo(29) } });
    await deleteEndedOrganizations(100);
    expect(await db.organization.count({ where: { id } })).toBe(1);
    await db.organization.update({ where: { id }, data: { deletedAt: daysAgo(31) } });
    await deleteEndedOrganizations(100);
    expect(await db.organization.count({ where: { id } })).toBe(0);
    expect(await db.auditEvent.count({ where: { scope: id } })).toBe(1);
  });
});

describe("lists of organizations", () => {
  it("page through one's own by name", async () => {
    const person = await newPerson("Pia");
    const ids: string[] = [];
    for (let at = 0; at < 5; at += 1) ids.push(await newOrganization({ owner, member: person }));
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listMyOrganizations(person, { state: "live", limit: 2, ...(cursor ? { cursor } : {}) });
      found.push(...page.items.map(({ id }) => id));
      cursor = page.next_cursor ?? undefined;
    } while (cursor);
    expect(found.toSorted()).toEqual(ids.toSorted());
  });

  it("show everything to administrators of the platform only", async () => {
    const id = await newOrganization({ owner });
    expect((await listOrganizations(operator, { limit: 1 })).items).toMatchObject([{ id }]);
    expect(await outcomeOf(listOrganizations(owner, { limit: 1 }))).toBe("FORBIDDEN");
  });
});

describe("a security policy", () => {
  const parse = (organization_id: string, input: object) => setSecurityPolicyContract.input.parse({ organization_id, ...input });

  it("is kept whole, read by members, changed by those who may, with a grace", async () => {
    const id = await newOrganization({ owner });
    await join(id, member, "member");
    expect(await getSecurityPolicy(member, { organization_id: id })).toMatchObject({ password_policy: null, changed_at: null });
    const set = await setSecurityPolicy(owner, parse(id, { password_policy: "nist", session_idle_seconds: 600, grace_days: 2 }));
    expect(Date.parse(set.enforced_from ?? "") - Date.parse(set.changed_at ?? "")).toBe(2 * 24 * 60 * 60 * 1000);
    expect(await getSecurityPolicy(member, { organization_id: id })).toEqual(set);
    expect(await outcomeOf(setSecurityPolicy(member, parse(id, {})))).toBe("FORBIDDEN");
    expect(await outcomeOf(getSecurityPolicy(stranger, { organization_id: id }))).toBe("NOT_FOUND");
  });

  it.each([
    { session_idle_seconds: 5 },
    { allowed_methods: [] },
    { grace_days: 365 },
    { session_idle_seconds: 900, session_absolute_seconds: 600 },
  ])("refuses %j", (input) => {
    expect(() => parse("0192f3c4-9c30-7e5a-8d3c-7f4b8a0c6e03", input)).toThrow();
  });
});

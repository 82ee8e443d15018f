import { beforeAll, describe, expect, it } from "vitest";
import type { SessionActor } from "@/lib/access/actor";
import { db } from "@/lib/db";
import { listOrganizations } from "@/lib/organizations/all-organizations";
import { listAuditEvents } from "@/lib/organizations/audit-events";
import { organizationFigures } from "@/lib/organizations/figures";
import { deleteOrganization, restoreOrganization } from "@/lib/organizations/lifecycle";
import { suspendMember } from "@/lib/organizations/member-status";
import { listPlatformAuditEvents } from "@/lib/organizations/platform-audit-events";
import { exportPlatformAuditEvents } from "@/lib/organizations/platform-audit-export";
import { anonymous, newOrganization, newPerson, outcomeOf } from "@/test/organization";

let admin: SessionActor;
let owner: SessionActor;
let member: SessionActor;
let organization_id: string;

beforeAll(async () => {
  admin = await newPerson("Olga", { role: "admin" });
  [owner, member] = [await newPerson("Owen"), await newPerson("Mia")];
  organization_id = await newOrganization({ owner, member });
  await db.organization.update({
    where: { id: organization_id },
    data: { name: "100% Harbour_Club", slug: "harbour" },
    select: { id: true },
  });
});

describe("every organization, from above", () => {
  it("is found by any part of its name or short name as it is written, with its members counted", async () => {
    await newOrganization({ owner });
    const found = async (search: string) => (await listOrganizations(admin, { search, limit: 10 })).items.map(({ slug }) => slug);
    for (const text of ["HARBOUR_c", "100%", "arbou"]) expect(await found(text), text).toEqual(["harbour"]);
    for (const text of ["harbour club", "100_", "nothing"]) expect(await found(text), text).toEqual([]);
    expect((await listOrganizations(admin, { search: "harbour", limit: 1 })).items).toMatchObject([
      { id: organization_id, member_count: 2 },
    ]);
  });

  it("counts a large one no further than it says, and finds it beyond the newest", async () => {
    await db.$executeRaw`
      INSERT INTO organizations (id, slug, name, updated_at)
      SELECT (lpad(to_hex(1900000000000 + n), 12, '0') || '7000' || '8000' || lpad(to_hex(n), 12, '0'))::uuid, 'crowd-' || n, 'Crowd ' || n, now()
        FROM generate_series(1, 2500) AS n`;
    await db.$executeRaw`
      WITH people AS (
        INSERT INTO users (id, email, updated_at)
        SELECT gen_random_uuid(), 'm' || n || '@crowd.test', now() FROM generate_series(1, 1200) AS n RETURNING id
      ) INSERT INTO memberships (id, organization_id, user_id, role) SELECT gen_random_uuid(), ${organization_id}::uuid, id, 'member' FROM people`;
    const { items } = await listOrganizations(admin, { search: "harbour", limit: 5 });
    expect(items).toMatchObject([{ id: organization_id, member_count: 1000 }]);
    expect(await organizationFigures(admin, organization_id)).toMatchObject({ members: 1202, owners: [{ userId: owner.userId }] });
    const pages = await listOrganizations(admin, { search: "crowd", limit: 100 });
    const next = await listOrganizations(admin, { search: "crowd", limit: 100, cursor: pages.next_cursor ?? "" });
    expect(next.items[0]?.slug).toBe("crowd-2400");
  });

  it("can be deleted and restored by an administrator, who still sees it in between", async () => {
    await deleteOrganization(admin, { organization_id, confirmation: "harbour" });
    const deleted = await listOrganizations(admin, { state: "deleted", limit: 5 });
    expect(deleted.items.map(({ id }) => id)).toEqual([organization_id]);
    expect((await organizationFigures(admin, organization_id)).owners).toHaveLength(1);
    await restoreOrganization(admin, { organization_id });
    expect((await listOrganizations(admin, { state: "deleted", limit: 5 })).items).toEqual([]);
  });

  it("is for administrators", async () => {
    expect(await outcomeOf(organizationFigures(owner, organization_id))).toBe("FORBIDDEN");
    expect(await outcomeOf(listOrganizations(anonymous, { limit: 1 }))).toBe("UNAUTHENTICATED");
  });
});

describe("the log of the whole platform", () => {
  it("holds what happened on it and in every organization, says where, and is narrowed to one by its short name or id", async () => {
    const other = await newOrganization({ owner, member });
    await suspendMember(owner, { organization_id: other, user_id: member.userId });
    const search = async (q: string) => (await listPlatformAuditEvents(admin, { q, limit: 50 })).items;
    const [newest] = await search("");
    expect(newest).toMatchObject({ action: "member.suspended", scope: other, organization: { id: other } });
    expect((await search("scope:harbour")).map(({ action }) => action)).toEqual(["organization.restored", "organization.deleted"]);
    expect(await search(`scope:${organization_id} action:member.*`)).toEqual([]);
    expect((await search("-scope:harbour action:organization.*")).length).toBe(0);
    expect(await search("scope:platform")).toEqual([]);
    expect(await search(`scope:${other} actor:${owner.email} target:${member.email}`)).toHaveLength(1);
    const first = await listPlatformAuditEvents(admin, { q: "", limit: 1 });
    expect((await listPlatformAuditEvents(admin, { q: "", limit: 1, cursor: first.next_cursor ?? "" })).items).toMatchObject([
      { action: "organization.restored", organization: { slug: "harbour" } },
    ]);
    expect((await listPlatformAuditEvents(admin, { q: "", limit: 1, skip: 1 })).items[0]?.action).toBe("organization.restored");
    expect(await outcomeOf(search("scope:"))).toBe("VALIDATION_ERROR");
  });

  it("is exported as lines or cells that say where each event stands, and the export is recorded", async () => {
    const file = async (format: "csv" | "jsonl", q: string) => {
      let text = "";
      const { fileName, pieces } = await exportPlatformAuditEvents(admin, { format, q });
      for await (const piece of pieces) text += piece;
      return { fileName, lines: text.trimEnd().split(/\r?\n/) };
    };
    const cells = await file("csv", "scope:harbour");
    expect(cells.fileName).toMatch(/^platform-audit-\d{4}-\d{2}-\d{2}\.csv$/);
    expect([cells.lines.length, cells.lines[0]?.split(",").at(-1), cells.lines[1]?.split(",").at(-1)]).toEqual([
      3,
      "organization",
      '"harbour"',
    ]);
    const [line] = (await file("jsonl", "scope:platform action:audit.exported")).lines;
    expect(JSON.parse(line ?? "")).toMatchObject({ scope: "platform", organization: null, actor: { id: admin.userId } });
    expect(await outcomeOf(exportPlatformAuditEvents(owner, { format: "csv", q: "" }))).toBe("FORBIDDEN");
  });

  it("is for administrators, and no organization's log can be left from within", async () => {
    expect(await outcomeOf(listPlatformAuditEvents(owner, { q: "", limit: 1 }))).toBe("FORBIDDEN");
    expect(await outcomeOf(listPlatformAuditEvents(anonymous, { q: "", limit: 1 }))).toBe("UNAUTHENTICATED");
    expect(await outcomeOf(listAuditEvents(owner, { organization_id, q: "scope:platform", limit: 1 }))).toBe("VALIDATION_ERROR");
  });
});

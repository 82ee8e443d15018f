import { beforeAll, describe, expect, it } from "vitest";
import type { SessionActor } from "@/lib/access/actor";
import { sealAuditEvents } from "@/lib/audit/seal";
import { verifyAudit } from "@/lib/audit/verify";
import { listAuditEvents } from "@/lib/organizations/audit-events";
import { exportAuditEvents } from "@/lib/organizations/audit-export";
import { resumeMember, suspendMember } from "@/lib/organizations/member-status";
import { updateOrganization } from "@/lib/organizations/organizations";
import { newOrganization, newPerson, outcomeOf } from "@/test/organization";

let owner: SessionActor;
let admin: SessionActor;
let member: SessionActor;
let organization_id: string;

beforeAll(async () => {
  [owner, admin, member] = await Promise.all([newPerson("Olga"), newPerson("Adam"), newPerson("Mia")]);
  organization_id = await newOrganization({ owner, admin, member });
  const other = await newOrganization({ owner, member });
  const who = { organization_id, user_id: member.userId };
  await suspendMember(admin, who);
  await resumeMember(owner, who);
  await updateOrganization(owner, { organization_id, name: "Renamed" });
  await suspendMember(owner, { ...who, organization_id: other });
});

const search = async (q: string) => (await listAuditEvents(owner, { organization_id, q, limit: 50 })).items.map(({ action }) => action);

describe("the audit log of an organization", () => {
  it("tells what happened here, newest first, with names, and nothing of elsewhere", async () => {
    const { items } = await listAuditEvents(owner, { organization_id, q: "", limit: 50 });
    expect(items.map(({ action }) => action)).toEqual(["organization.updated", "member.resumed", "member.suspended"]);
    expect(items[2]).toMatchObject({ summary: `${admin.email} suspended ${member.email}`, ip: "192.0.2.1" });
  });

  it("is searched by qualifiers", async () => {
    expect(await search("action:member.*")).toEqual(["member.resumed", "member.suspended"]);
    expect(await search("action:member.suspended")).toEqual(["member.suspended"]);
    expect(await search("-action:member.*")).toEqual(["organization.updated"]);
    expect(await search(`actor:${admin.email}`)).toEqual(["member.suspended"]);
    expect(await search(`-actor:${admin.userId} target:${member.email}`)).toEqual(["member.resumed"]);
    expect(await search("ip:192.0.2.1 outcome:success")).toHaveLength(3);
    expect(await search("-ip:192.0.2.1")).toEqual([]);
    expect(await search("created:2031-01-01..")).toEqual([]);
    expect(await search(`created:${new Date().toISOString().slice(0, 10)}`)).toHaveLength(3);
    expect(await search("actor:nobody@example.test")).toEqual([]);
    expect(await outcomeOf(search("nonsense"))).toBe("VALIDATION_ERROR");
  });

  it("pages by cursor", async () => {
    const first = await listAuditEvents(owner, { organization_id, q: "", limit: 2 });
    const rest = await listAuditEvents(owner, { organization_id, q: "", limit: 2, cursor: first.next_cursor ?? "" });
    expect([first.items.length, rest.items.length, rest.next_cursor]).toEqual([2, 1, null]);
    expect((await listAuditEvents(owner, { organization_id, q: "", limit: 2, skip: 2 })).items).toEqual(rest.items);
  });

  it("is exported as lines or cells, which no spreadsheet takes for formulas, and the export is recorded", async () => {
    const file = async (format: "csv" | "jsonl", q = "") => {
      const { pieces, ...rest } = await exportAuditEvents(owner, { organization_id, q, format });
      let text = "";
      for await (const piece of pieces) text += piece;
      return { ...rest, lines: text.trimEnd().split(/\r?\n/) };
    };
    await updateOrganization(owner, { organization_id, name: '=1+1,"x"' });
    const events = (await file("jsonl")).lines.map((line): { action: string } => JSON.parse(line));
    expect(events.map(({ action }) => action).slice(0, 2)).toEqual(["audit.exported", "organization.updated"]);
    const { lines, mediaType } = await file("csv", "action:organization.updated");
    expect([lines.length, mediaType]).toEqual([3, "text/csv; charset=utf-8"]);
    expect(lines[1]).toContain('""name"":""=1+1,');
    await expect(exportAuditEvents(member, { organization_id, q: "", format: "csv" })).rejects.toMatchObject({ type: "FORBIDDEN" });
  });

  it("is for those who may read it, and has a chain of its own that verifies", async () => {
    expect(await outcomeOf(listAuditEvents(member, { organization_id, q: "", limit: 2 }))).toBe("FORBIDDEN");
    expect((await sealAuditEvents()).heads.map(({ scope }) => scope)).toContain(organization_id);
    expect((await verifyAudit({})).findings).toEqual([]);
  });
});

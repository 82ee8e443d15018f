import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { SessionActor } from "@/lib/access/actor";
import { audit } from "@/lib/audit/audit";
import { sealAuditEvents } from "@/lib/audit/seal";
import { db, pool } from "@/lib/db";
import { findAuditCheck, requestAuditCheck, runAuditCheck } from "@/lib/organizations/audit-check";
import { downloadAuditFile, findAuditFile, makeAuditExport, requestAuditFile } from "@/lib/organizations/audit-export-job";
import { getAuditRetention, setAuditRetention } from "@/lib/organizations/audit-retention";
import { newOrganization, newPerson, operator, outcomeOf, outcomesOf } from "@/test/organization";

let owner: SessionActor;
let admin: SessionActor;
let member: SessionActor;
let organization_id: string;

const job = { id: "1", attempt: 1, queuedAt: new Date() };
const jobsOf = async (task: string) =>
  (
    await pool.query<{ payload: { exportId: string; checkId: string } }>(
      `SELECT payload FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id WHERE t.identifier = $1`,
      [task],
    )
  ).rows.map(({ payload }) => payload);

async function makeFiles(): Promise<void> {
  for (const { exportId } of await jobsOf("organizations.audit_export")) await makeAuditExport({ exportId }, job);
}

const text = async (actor: SessionActor) => new Response((await downloadAuditFile(actor, { organization_id })).bytes).text();

beforeAll(async () => {
  [owner, admin, member] = await Promise.all([newPerson("Olga"), newPerson("Adam"), newPerson("Mia")]);
});

beforeEach(async () => {
  await db.$executeRaw`DELETE FROM graphile_worker._private_jobs`;
  organization_id = await newOrganization({ owner, admin, member });
});

describe("a file of the audit log", () => {
  it("is made by a job, page by page, of what the search finds, and is fetched by whoever asked, for a day", async () => {
    for (let n = 0; n < 1_203; n += 1) await audit(db, owner, { action: "unit.created", scope: organization_id, details: { n } });
    await audit(
      db,
      { ...owner, context: { ...owner.context, userAgent: "=HYPERLINK(1)" } },
      { action: "role.created", scope: organization_id },
    );
    const asked = await requestAuditFile(owner, { organization_id, q: "-action:role.*", format: "jsonl" });
    expect(asked).toMatchObject({ status: "preparing", download_url: null, q: "-action:role.*", format: "jsonl" });
    expect(await outcomeOf(downloadAuditFile(owner, { organization_id }))).toBe("NOT_FOUND");
    await makeFiles();
    const ready = await findAuditFile(owner, { organization_id });
    expect(ready).toMatchObject({ status: "ready", progress: 100, events: 1_204 });
    expect(Date.parse(ready.expires_at ?? "") - Date.now()).toBeGreaterThan(23 * 3_600_000);
    const lines = (await text(owner)).trimEnd().split("\n");
    expect(new Set(lines.map((line) => JSON.parse(line).id)).size).toBe(1_204);
    expect(Buffer.byteLength(`${lines.join("\n")}\n`)).toBe(ready.size);

    await requestAuditFile(owner, { organization_id, q: "", format: "csv" });
    await makeFiles();
    const csv = await text(owner);
    expect(csv).toContain(`"'=HYPERLINK(1)"`);
    const story = await db.auditEvent.findMany({
      where: { scope: organization_id, action: { startsWith: "audit." } },
      orderBy: { id: "asc" },
    });
    expect(story.map(({ action }) => action)).toEqual([
      "audit.export_requested",
      "audit.exported",
      "audit.export_requested",
      "audit.exported",
    ]);
    expect(story[1]?.details).toEqual({ q: "-action:role.*", format: "jsonl", events: 1_204 });
  });

  it("is nobody else's, ends with the right to it, and lies encrypted", async () => {
    await requestAuditFile(admin, { organization_id, q: "", format: "csv" });
    await makeFiles();
    expect(await outcomeOf(downloadAuditFile(owner, { organization_id }))).toBe("NOT_FOUND");
    expect((await findAuditFile(owner, { organization_id })).status).toBe("none");
    expect(await outcomeOf(downloadAuditFile(member, { organization_id }))).toBe("FORBIDDEN");
    const [piece] = await db.dataExportChunk.findMany({ take: 1 });
    expect(Buffer.from(piece?.bytes ?? []).includes("audit.export_requested")).toBe(false);
    expect(await text(admin)).toContain("audit.export_requested");
    await db.membership.updateMany({ where: { organizationId: organization_id, userId: admin.userId }, data: { role: "member" } });
    expect(await outcomeOf(downloadAuditFile(admin, { organization_id }))).toBe("FORBIDDEN");
    await db.membership.deleteMany({ where: { organizationId: organization_id, userId: admin.userId } });
    expect(await outcomeOf(downloadAuditFile(admin, { organization_id }))).toBe("NOT_FOUND");
  });

  it("is one at a time for each who asks, and cannot be asked for with a search that cannot be read", async () => {
    await outcomesOf(Array.from({ length: 15 }, () => requestAuditFile(owner, { organization_id, q: "", format: "csv" })));
    expect(await jobsOf("organizations.audit_export")).toHaveLength(1);
    expect(await outcomeOf(requestAuditFile(owner, { organization_id, q: "nonsense", format: "csv" }))).toBe("VALIDATION_ERROR");
    expect(await outcomeOf(requestAuditFile(operator, { organization_id, q: "", format: "csv" }))).toBe("UNAUTHENTICATED");
    await db.organization.delete({ where: { id: organization_id } });
    expect(await db.dataExport.count({ where: { organizationId: organization_id } })).toBe(0);
  });
});

describe("a verification of the audit log", () => {
  const check = async () => {
    await requestAuditCheck(admin, { organization_id });
    for (const payload of await jobsOf("organizations.audit_check")) await runAuditCheck(payload, job);
    return findAuditCheck(owner, { organization_id });
  };

  it("says how many events were looked at, and names what was altered", async () => {
    await audit(db, owner, { action: "unit.created", scope: organization_id });
    await sealAuditEvents();
    expect(await check()).toMatchObject({
      status: "finished",
      result: { ok: true, sealed_events: 1, waiting_events: 1, finding_count: 0 },
    });
    const [row] = await db.auditEvent.findMany({ where: { scope: organization_id, action: "unit.created" } });
    await pool.query("ALTER TABLE audit_events DISABLE TRIGGER audit_events_append_only");
    await pool.query("UPDATE audit_events SET outcome = 'denied' WHERE id = $1", [row?.id]);
    await pool.query("ALTER TABLE audit_events ENABLE ALWAYS TRIGGER audit_events_append_only");
    expect((await check()).result).toMatchObject({
      ok: false,
      finding_count: 1,
      findings: [{ kind: "event_changed", event_id: row?.id, sentence: expect.stringContaining("was changed") }],
    });
    const story = await db.auditEvent.findMany({ where: { scope: organization_id, action: "audit.checked" }, orderBy: { id: "asc" } });
    expect(story.map(({ outcome }) => outcome)).toEqual(["success", "failure"]);
  });

  it("is done once at a time, and is for those who may read the log", async () => {
    await Promise.all(Array.from({ length: 8 }, () => requestAuditCheck(owner, { organization_id })));
    expect(await jobsOf("organizations.audit_check")).toHaveLength(1);
    expect(await outcomeOf(requestAuditCheck(member, { organization_id }))).toBe("FORBIDDEN");
    expect(await outcomeOf(findAuditCheck(member, { organization_id }))).toBe("FORBIDDEN");
  });
});

describe("how long the audit log is kept", () => {
  it("is changed by owners, and every change is recorded once", async () => {
    expect(await getAuditRetention(admin, { organization_id })).toEqual({ days: null });
    expect(await outcomeOf(setAuditRetention(admin, { organization_id, days: 30 }))).toBe("FORBIDDEN");
    for (const days of [365, 365, null]) await setAuditRetention(owner, { organization_id, days });
    const story = await db.auditEvent.findMany({ where: { scope: organization_id }, orderBy: { id: "asc" } });
    expect(story.map(({ details }) => details)).toEqual([
      { from: null, to: 365 },
      { from: 365, to: null },
    ]);
    await expect(db.organization.update({ where: { id: organization_id }, data: { auditRetentionDays: 7 } })).rejects.toThrow();
  });
});

import { randomUUID } from "node:crypto";
import { strFromU8, unzipSync } from "fflate";
import { beforeEach, describe, expect, it } from "vitest";
import type { SessionActor } from "@/lib/access/actor";
import { deleteExpiredDataExports } from "@/lib/accounts/cleanup";
import { makeDataExport } from "@/lib/accounts/data-export/make";
import { downloadDataExport, findDataExport, obtainDataExport, requestDataExport } from "@/lib/accounts/data-export/request";
import { audit } from "@/lib/audit/audit";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { EXPORT_ATTEMPTS } from "@/lib/exports/make-file";
import { sealPhone } from "@/lib/sealed-phone";

const context = { requestId: "00000000-0000-4000-8000-000000000000", ip: "192.0.2.1", userAgent: "curl/8" };
let ana: SessionActor;
let people = 0;

async function person(role: "user" | "admin" = "user"): Promise<SessionActor> {
  people += 1;
  const email = `person-${people}@example.com`;
  const { id } = await db.user.create({ data: { email, role, name: "Ana", emailVerified: new Date(), settings: { theme: "dark" } } });
  return { kind: "session", proof: { by: "cookie" }, userId: id, sessionId: id, role, email, authTime: new Date(), amr: ["pwd"], context };
}

const outcomeOf = async (work: Promise<unknown>) => {
  try {
    await work;
    return "accepted";
  } catch (error) {
    return error instanceof AppError ? error.type : "failed";
  }
};

const exportOf = (actor: SessionActor) => db.dataExport.findFirstOrThrow({ where: { userId: actor.userId } });
const run = (exportId: string, attempt = 1) => makeDataExport({ exportId }, { id: "1", attempt, queuedAt: new Date() });
const queued = async () =>
  (
    await db.$queryRaw<
      { id: string }[]
    >`SELECT payload->>'exportId' AS id FROM graphile_worker._private_jobs WHERE payload->>'exportId' IS NOT NULL`
  ).map(({ id }) => id);

async function archiveOf(actor: SessionActor): Promise<Record<string, string>> {
  const { bytes } = await downloadDataExport(actor);
  const all = Buffer.from(await new Response(bytes).arrayBuffer());
  expect(all.length).toBe((await findDataExport(actor)).size);
  return Object.fromEntries(Object.entries(unzipSync(all)).map(([name, content]) => [name, strFromU8(content)]));
}

const json = (text: string | undefined) => JSON.parse(text ?? "");

beforeEach(async () => {
  await db.user.deleteMany();
  await db.$executeRaw`DELETE FROM graphile_worker._private_jobs`;
  ana = await person();
});

describe("a copy of one's data", () => {
  it("is prepared, then ready for a day, and holds what is kept and no secret", async () => {
    await db.account.create({
      data: { userId: ana.userId, type: "oauth", provider: "github", providerAccountId: "7", access_token: "SECRET-TOKEN" },
    });
    const phoneId = randomUUID();
    const factor = {
      id: phoneId,
      userId: ana.userId,
      kind: "sms" as const,
      phone: sealPhone(phoneId, "+33612345678"),
      confirmedAt: new Date(),
    };
    await db.codeFactor.create({ data: factor, select: { id: true } });
    const club = await db.organization.create({ data: { slug: "harbour-club", name: "Harbour Club" } });
    await db.membership.create({ data: { organizationId: club.id, userId: ana.userId, role: "member" } });
    await db.picture.create({ data: { userId: ana.userId, digest: "d", bytes: new Uint8Array([82, 73, 70, 70]) } });
    await audit(db, ana, { action: "profile.updated", target: { type: "user", id: ana.userId }, details: { fields: ["name"] } });
    expect(await obtainDataExport(ana)).toMatchObject({ status: "preparing", download_url: null });
    expect(await outcomeOf(downloadDataExport(ana))).toBe("NOT_FOUND");
    await run((await exportOf(ana)).id);
    const ready = await findDataExport(ana);
    expect(ready).toMatchObject({ status: "ready", progress: 100, download_url: "/api/v1/users/me/export/download" });
    expect(Date.parse(ready.expires_at ?? "") - Date.now()).toBeGreaterThan(23 * 3_600_000);
    const files = await archiveOf(ana);
    expect(Object.keys(files)).toEqual([
      "README.txt",
      "profile.json",
      "settings.json",
      "sessions.json",
      "devices.json",
      "second-factors.json",
      "linked-providers.json",
      "organizations.json",
      "picture.webp",
      "activity.json",
    ]);
    expect(json(files["profile.json"])).toMatchObject({ email: ana.email, full_name: "Ana" });
    expect(json(files["settings.json"])).toEqual({ theme: "dark" });
    expect(json(files["organizations.json"])).toMatchObject([{ name: "Harbour Club", role: "member", status: "active" }]);
    expect(json(files["linked-providers.json"])).toMatchObject([{ provider: "github", provider_account_id: "7" }]);
    expect(json(files["second-factors.json"])).toMatchObject([{ type: "sms", phone: "+33612345678" }]);
    expect(json(files["activity.json"])).toMatchObject([{ action: "profile.updated", by: "you", details: { fields: ["name"] } }]);
    expect(Object.values(files).join()).not.toContain("SECRET-TOKEN");
  });

  it("has every event once, over many pages, and nothing of where an administrator sat", async () => {
    const admin = await person("admin");
    for (let at = 0; at < 1_203; at += 1) {
      await audit(db, at % 3 ? ana : admin, { action: "profile.updated", target: { type: "user", id: ana.userId }, details: { at } });
    }
    await audit(db, ana, { action: "sessions.revoked_others" });
    await audit(db, admin, { action: "profile.updated", target: { type: "user", id: admin.userId } });
    await requestDataExport(ana);
    await run((await exportOf(ana)).id);
    const events: { id: string; by: string; ip: string | null; details: object }[] = json((await archiveOf(ana))["activity.json"]);
    expect(events).toHaveLength(1_204);
    expect(new Set(events.map(({ id }) => id)).size).toBe(1_204);
    const others = events.filter(({ by }) => by === "an administrator");
    expect(others).toHaveLength(401);
    for (const event of others) expect(event).toMatchObject({ ip: null, details: {} });
  });

  it("is made once at a time, whoever asks fifty times at once", async () => {
    await Promise.all(Array.from({ length: 50 }, (_, at) => outcomeOf(at % 2 ? obtainDataExport(ana) : requestDataExport(ana))));
    expect(await queued()).toHaveLength(1);
    expect(await db.dataExport.count()).toBe(1);
  });

  it("stays as it is when read, and makes way for a new one when that is asked for", async () => {
    await obtainDataExport(ana);
    const first = await exportOf(ana);
    await run(first.id);
    expect((await obtainDataExport(ana)).status).toBe("ready");
    expect((await requestDataExport(ana)).status).toBe("preparing");
    expect((await exportOf(ana)).id).not.toBe(first.id);
    expect(await db.dataExportChunk.count()).toBe(0);
    await run(first.id);
    expect(await db.dataExportChunk.count()).toBe(0);
  });

  it("made by two runs at once is the whole work of one of them", async () => {
    await obtainDataExport(ana);
    const { id } = await exportOf(ana);
    await Promise.all([run(id), run(id), run(id)]);
    expect(json((await archiveOf(ana))["profile.json"]).email).toBe(ana.email);
    expect((await db.dataExportChunk.groupBy({ by: ["run"] })).length).toBe(1);
  });

  it("lies in the database encrypted, and opens in its own place alone", async () => {
    const bea = await person();
    for (const each of [ana, bea]) {
      await obtainDataExport(each);
      await run((await exportOf(each)).id);
    }
    const [mine, hers] = [await exportOf(ana), await exportOf(bea)];
    const piece = await db.dataExportChunk.findFirstOrThrow({ where: { exportId: hers.id } });
    expect(Buffer.from(piece.bytes).includes("profile.json")).toBe(false);
    await db.dataExportChunk.updateMany({ where: { exportId: mine.id }, data: { bytes: piece.bytes } });
    expect(await outcomeOf(archiveOf(ana))).toBe("failed");
    expect(json((await archiveOf(bea))["profile.json"]).email).toBe(bea.email);
  });

  it("that leaves is written down, and its owner is told", async () => {
    await obtainDataExport(ana);
    await run((await exportOf(ana)).id);
    await downloadDataExport(ana);
    expect(await db.auditEvent.count({ where: { action: "data.exported", targetId: ana.userId } })).toBe(1);
    const [mail] = await db.$queryRaw<{ notice: string }[]>`
      SELECT payload->>'notice' AS notice FROM graphile_worker._private_jobs WHERE payload->>'notice' IS NOT NULL`;
    expect(mail?.notice).toBe("data_exported");
  });

  it("is gone after its time, from sight at once and from the table with the next clean-up", async () => {
    await obtainDataExport(ana);
    await run((await exportOf(ana)).id);
    await db.dataExport.updateMany({ data: { expiresAt: new Date(Date.now() - 1000) } });
    expect((await findDataExport(ana)).status).toBe("none");
    expect(await outcomeOf(downloadDataExport(ana))).toBe("NOT_FOUND");
    expect(await deleteExpiredDataExports(10)).toBe(1);
    expect(await db.dataExportChunk.count()).toBe(0);
  });

  it("that cannot be made is given up after the last attempt, and can be asked for again", async () => {
    await obtainDataExport(ana);
    const { id } = await exportOf(ana);
    await db.$executeRaw`ALTER TABLE data_export_chunks ADD CONSTRAINT full_disk CHECK (sequence < 0) NOT VALID`;
    expect(await outcomeOf(run(id, 1))).toBe("failed");
    expect((await findDataExport(ana)).status).toBe("preparing");
    expect(await outcomeOf(run(id, EXPORT_ATTEMPTS))).toBe("failed");
    expect((await findDataExport(ana)).status).toBe("failed");
    await db.$executeRaw`ALTER TABLE data_export_chunks DROP CONSTRAINT full_disk`;
    expect((await requestDataExport(ana)).status).toBe("preparing");
  });

  it("of somebody else is out of reach, and of nobody too", async () => {
    await obtainDataExport(ana);
    await run((await exportOf(ana)).id);
    expect(await outcomeOf(downloadDataExport(await person()))).toBe("NOT_FOUND");
    const anonymous = { kind: "anonymous", context } as const;
    for (const call of [findDataExport, obtainDataExport, requestDataExport, downloadDataExport]) {
      expect(await outcomeOf(call(anonymous))).toBe("UNAUTHENTICATED");
    }
  });
});

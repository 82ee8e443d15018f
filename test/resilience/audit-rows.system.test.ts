import { request as httpRequest } from "node:http";
import { expect, test } from "vitest";
import { db } from "@/lib/db";
import { addPerson, newAddress, openSession, PASSWORD, register, signIn } from "../system/people";
import { startPortal } from "../system/portal";
import { auditedEvents } from "./audited-events";
import { auditedOrganizationEvents } from "./audited-organization-events";
import { verifyTrail } from "./bystander";

const portal = await startPortal({ env: { CONTACT_EMAIL: "help@example.test" } });

test.each([...auditedEvents(portal), ...auditedOrganizationEvents])(
  "$name is written down, and nothing twice",
  async ({ before, act, rows }) => {
    const person = await addPerson();
    const scene = { person, client: await signIn(portal, person.email), other: await openSession(portal, person) };
    const prepared = (await before?.(scene)) ?? "";
    const newest = await db.auditEvent.findFirst({ orderBy: { id: "desc" }, select: { id: true } });
    const beganAt = Date.now();
    const answer = await act(scene, prepared);
    const endedAt = Date.now();
    expect(answer.status).toBeLessThan(500);
    const written = await db.auditEvent.findMany({ where: newest ? { id: { gt: newest.id } } : {}, orderBy: { id: "asc" } });
    expect(written.map((row) => `${row.action} ${row.outcome} ${row.actorType}`)).toEqual(rows);
    for (const row of written) {
      expect(row.requestId).toBe(answer.headers["x-request-id"]);
      expect(row.ip).toBe("127.0.0.1");
      // The database and its reader may keep any clock; the moment is the same, in UTC, to the millisecond.
      expect(row.occurredAt.getTime()).toBeGreaterThanOrEqual(beganAt);
      expect(row.occurredAt.getTime()).toBeLessThanOrEqual(endedAt);
      if (row.actorType === "user") expect(row.actorId).toBe(person.id);
    }
  },
);

test("what is not done is not written down: refused input, and requests from another site", async () => {
  const person = await addPerson();
  const client = await signIn(portal, person.email);
  const count = await db.auditEvent.count();
  await register(portal, newAddress(), { password: "short" });
  await register(portal, "nobody");
  await client.request("/api/v1/auth/logout", { json: {}, headers: { origin: "https://evil.example" } });
  await client.request("/api/v1/users/me", { method: "PATCH", json: { locale: 7 } });
  expect(await db.auditEvent.count()).toBe(count);
});

test("no row can forge another line: control characters of a browser's name are shown, not kept", async () => {
  const email = newAddress("forger");
  // Bytes that HTTP lets through and that terminals and log viewers obey: NEL, CSI, a tab.
  const userAgent = "Evil\u0085row\u009b31m\ttab";
  // Bytes rather than text, which would be joined to the head and make it UTF-8.
  const body = Buffer.from(JSON.stringify({ email, password: PASSWORD }));
  const status = await new Promise<number>((resolve, reject) => {
    const headers = { host: new URL(portal.url).host, "content-type": "application/json", "user-agent": userAgent };
    httpRequest({ port: portal.port, path: "/api/v1/auth/register", method: "POST", headers }, (response) => {
      response.resume();
      response.on("end", () => resolve(response.statusCode ?? 0));
    })
      .on("error", reject)
      .end(body);
  });
  expect(status).toBe(201);
  const { id } = await db.user.findUniqueOrThrow({ where: { email }, select: { id: true } });
  const row = await db.auditEvent.findFirstOrThrow({ where: { targetId: id } });
  expect(row.userAgent).toBe("Evil\ufffdrow\ufffd31m\u2409tab");
});

test("the trail can only be added to, and verifies from end to end", async () => {
  for (const table of ["audit_events", "audit_removals", "audit_seals"]) {
    for (const sql of [`UPDATE ${table} SET scope = 'x'`, `DELETE FROM ${table}`, `TRUNCATE ${table}`]) {
      await expect(db.$executeRawUnsafe(sql), sql).rejects.toThrow();
    }
  }
  expect(await verifyTrail(portal.databaseUrl)).toMatchObject({ ok: true, findings: [] });
});

import { beforeEach, describe, expect, it } from "vitest";
import type { AnonymousActor } from "@/lib/access/actor";
import { sendContactMessage } from "@/lib/contact/contact";
import { forwardContactMessage, mailContactMessage } from "@/lib/contact/mail-contact";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";
import { listInbox } from "@/lib/mail/inbox";

const context = { requestId: "00000000-0000-4000-8000-000000000000", ip: "192.0.2.1", userAgent: null };
const somebody = (ip: string): AnonymousActor => ({ kind: "anonymous", context: { ...context, ip } });
const MESSAGE = { name: "Ana", email: "ana@example.com", subject: "A question", message: "How do I change my address?" };
const job = { id: "7", attempt: 1, queuedAt: new Date() };

const jobs = () =>
  db.$queryRaw<{ name: string; payload: Record<string, unknown> }[]>`
    SELECT task_identifier AS name, payload FROM graphile_worker.jobs JOIN graphile_worker._private_jobs USING (id) ORDER BY id`;

beforeEach(async () => {
  await db.user.deleteMany();
  await db.$executeRaw`DELETE FROM graphile_worker._private_jobs`;
});

describe("a message", () => {
  it("is queued with its audit row, which holds none of its words", async () => {
    expect(await sendContactMessage(somebody("192.0.2.1"), MESSAGE)).toEqual({ status: "received" });
    expect(await jobs()).toEqual([{ name: "contact.forward", payload: MESSAGE }]);
    const row = await db.auditEvent.findFirstOrThrow({ where: { action: "contact.received" } });
    expect(row).toMatchObject({ actorType: "anonymous", details: {} });
  });

  it("is taken five times an hour from one address, and no more when fifty come at once", async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => sendContactMessage(somebody("192.0.2.2"), MESSAGE)));
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(5);
    for (const outcome of outcomes) if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ type: "RATE_LIMITED" });
    expect(await jobs()).toHaveLength(5);
    await expect(sendContactMessage(somebody("192.0.2.3"), MESSAGE)).resolves.toEqual({ status: "received" });
    await expect(sendContactMessage(somebody("192.0.2.2"), MESSAGE)).rejects.toBeInstanceOf(AppError);
  });

  it("goes to every active administrator with a proven address, once however often its job runs", async () => {
    const people = [
      { email: "root@example.com", role: "admin", emailVerified: new Date() },
      { email: "ops@example.com", role: "admin", emailVerified: new Date() },
      { email: "unproven@example.com", role: "admin" },
      { email: "gone@example.com", role: "admin", emailVerified: new Date(), isActive: false },
      { email: "member@example.com", role: "user", emailVerified: new Date() },
    ] as const;
    await db.user.createMany({ data: [...people] });
    await forwardContactMessage(MESSAGE, job);
    await forwardContactMessage(MESSAGE, job);
    const mails = await jobs();
    expect(mails.map(({ payload }) => payload.to).sort()).toEqual(["ops@example.com", "root@example.com"]);
    await mailContactMessage({ ...MESSAGE, to: "root@example.com" }, job);
    const { items } = await listInbox({ to: "root@example.com", limit: 5 });
    expect(items[0]?.subject).toBe("Contact form of Portico: A question");
  });

  it("waits while there is nobody to read it", async () => {
    await expect(forwardContactMessage(MESSAGE, job)).rejects.toThrow("Nobody reads the contact form");
    expect(await jobs()).toEqual([]);
  });
});

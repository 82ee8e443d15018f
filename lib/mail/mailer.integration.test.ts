import { expect, test, vi } from "vitest";

vi.hoisted(() => {
  process.env.APP_URL = "https://id.example.com";
});

const { db } = await import("@/lib/db");
const { startWorker } = await import("@/lib/entry/worker");
const { listInbox } = await import("@/lib/mail/inbox");
const { mailStatus } = await import("@/lib/mail/mailer");
const { enqueue } = await import("@/lib/queue/enqueue");
const { addUser, jobsLeft } = await import("@/test/queue");

test("on a public address without a mail service, mail waits in the queue and is shown to nobody", async () => {
  const { id: userId } = await addUser("ana@example.com");
  await db.$transaction((tx) => enqueue(tx, "mail.already_registered", { userId }));
  const worker = startWorker();
  try {
    const reason = await vi.waitFor(
      async () => {
        const [job] = await db.$queryRaw<
          { last_error: string | null }[]
        >`SELECT last_error FROM graphile_worker.jobs WHERE task_identifier LIKE 'mail.%'`;
        expect(job?.last_error).not.toBeNull();
        return job?.last_error;
      },
      { timeout: 10_000 },
    );
    expect(reason).toContain("RESEND_API_KEY or SMTP_URL");
    expect(await mailStatus()).toMatchObject({ ok: false, transport: "none" });
  } finally {
    await worker.stop();
  }
  expect(await jobsLeft()).toBe(1);
  expect(await db.inboxMessage.count()).toBe(0);
  await expect(listInbox({ limit: 1 })).rejects.toMatchObject({ type: "NOT_FOUND" });
});

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Worker } from "@/lib/entry/worker";

const server = await vi.hoisted(async () => {
  const { startMailServer } = await import("@/test/mail-server");
  const started = await startMailServer();
  process.env.SMTP_URL = started.url;
  process.env.EMAIL_FROM = "Portico <no-reply@id.example.com>";
  return started;
});

const { db } = await import("@/lib/db");
const { findLinkToken, issueOneTimeToken } = await import("@/lib/accounts/one-time-tokens");
const { startWorker } = await import("@/lib/entry/worker");
const { mailStatus } = await import("@/lib/mail/mailer");
const { addUser, jobsLeft } = await import("@/test/queue");

let worker: Worker;

const eventually = <T>(check: () => Promise<T> | T) => vi.waitFor(check, { timeout: 15_000, interval: 25 });
const idle = () => eventually(async () => expect(await jobsLeft()).toBe(0));

async function askForReset(email: string): Promise<void> {
  const user = await addUser(email, { name: "Zoë\r\nBcc: all@example.com" });
  await db.$transaction((tx) => issueOneTimeToken(tx, { userId: user.id, purpose: "reset_password", email }));
}

const tokenIn = (text: string): string => /reset-password\?token=([\w-]{43})/.exec(text)?.[1] ?? "";
const lastError = async (): Promise<string | null> => {
  const [job] = await db.$queryRaw<
    { last_error: string | null }[]
  >`SELECT last_error FROM graphile_worker.jobs WHERE task_identifier LIKE 'mail.%'`;
  return job?.last_error ?? null;
};

beforeAll(async () => {
  worker = startWorker();
  await worker.ready;
});

beforeEach(() => {
  server.received.length = 0;
  server.refusals.length = 0;
});

afterEach(() => db.user.deleteMany());

afterAll(async () => {
  await worker.stop();
  await server.stop();
});

describe("mail through a real SMTP server", () => {
  test("has both parts, the sender's name and a link that works", async () => {
    await askForReset("ana@example.com");
    await idle();
    expect(server.received).toHaveLength(1);
    const [mail] = server.received;
    expect(mail?.from).toEqual({ name: "Portico", address: "no-reply@id.example.com" });
    expect(mail?.to).toEqual([{ name: "", address: "ana@example.com" }]);
    expect(mail?.subject).toBe("Choose a new password for Portico");
    expect(mail?.headers.find(({ key }) => key === "auto-submitted")?.value).toBe("auto-generated");
    expect(mail?.headers.map(({ key }) => key)).not.toContain("bcc");
    expect(mail?.messageId).toMatch(/^<[\w.-]+@localhost>$/);
    expect(mail?.html).toContain(tokenIn(mail?.text ?? "-"));
    expect(await findLinkToken(tokenIn(mail?.text ?? ""), ["reset_password"])).not.toBeNull();
  });

  test("waits while the server is down and leaves once it is back, once", async () => {
    await server.stop();
    expect(await mailStatus()).toMatchObject({ ok: false, transport: "smtp" });
    await askForReset("bo@example.com");
    const firstHash = await eventually(async () => {
      expect(await lastError()).toContain("ECONNREFUSED");
      return (await db.oneTimeToken.findFirstOrThrow()).tokenHash;
    });
    await server.start();
    await idle();
    expect(server.received).toHaveLength(1);
    // What was minted for the attempt that failed is worthless.
    expect((await db.oneTimeToken.findFirstOrThrow()).tokenHash).not.toBe(firstHash);
    expect(await findLinkToken(tokenIn(server.received[0]?.text ?? ""), ["reset_password"])).not.toBeNull();
    expect(await mailStatus()).toMatchObject({ ok: true });
  });

  test("is tried again after a refusal that may pass", async () => {
    server.refusals.push({ code: 451, message: "4.7.1 Greylisted, come back later" });
    await askForReset("cy@example.com");
    await idle();
    expect(server.received).toHaveLength(1);
  });

  test("is tried again after a refusal that is about us, not about the address", async () => {
    server.refusals.push({ code: 550, message: "5.7.1 Relaying denied" });
    await askForReset("di@example.com");
    await idle();
    expect(server.received).toHaveLength(1);
  });

  test("is given up when there is no such mailbox", async () => {
    server.refusals.push({ code: 550, message: "5.1.1 No such user" });
    await askForReset("nobody@example.com");
    await idle();
    expect(server.received).toHaveLength(0);
    expect(server.refusals).toHaveLength(0);
  });

  test("acknowledged but not noted as sent comes again, and only the later link works", async () => {
    const { HANDLERS } = await import("@/lib/entry/worker/tasks");
    await worker.stop();
    let crashed = false;
    worker = startWorker({
      handlers: {
        "mail.one_time_token": async (payload, job) => {
          await HANDLERS["mail.one_time_token"](payload, job);
          if (crashed) return;
          crashed = true;
          throw new Error("the process died here");
        },
      },
    });
    await askForReset("ed@example.com");
    await idle();
    expect(server.received).toHaveLength(2);
    const [former, latter] = server.received.map((mail) => tokenIn(mail.text ?? ""));
    expect(await findLinkToken(former ?? "", ["reset_password"])).toBeNull();
    expect(await findLinkToken(latter ?? "", ["reset_password"])).not.toBeNull();
  });
});

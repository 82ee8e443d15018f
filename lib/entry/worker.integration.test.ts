import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { findLinkToken, issueOneTimeToken } from "@/lib/accounts/one-time-tokens";
import { db, pool } from "@/lib/db";
import { startWorker, type Worker, type WorkerOptions } from "@/lib/entry/worker";
import { listInbox } from "@/lib/mail/inbox";
import { hashCode } from "@/lib/one-time-secret";
import { enqueue } from "@/lib/queue/enqueue";
import { addUser, jobsLeft } from "@/test/queue";

const workers: Worker[] = [];

async function start(options: WorkerOptions = {}): Promise<Worker> {
  const worker = startWorker(options);
  workers.push(worker);
  await worker.ready;
  return worker;
}

const inboxOf = async (to: string) => (await listInbox({ to, limit: 100 })).items;
const eventually = <T>(check: () => Promise<T> | T, timeout = 10_000) => vi.waitFor(check, { timeout, interval: 25 });
const idle = () => eventually(async () => expect(await jobsLeft()).toBe(0));

beforeEach(async () => {
  await db.user.deleteMany();
  await db.inboxMessage.deleteMany();
});

afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop()));
});

describe("a queued mail", () => {
  test("arrives at once, with a link and a code that the database knows only by their hashes", async () => {
    await start();
    const user = await addUser("ana@example.com", { emailVerified: null });
    const queued = performance.now();
    await db.$transaction((tx) => issueOneTimeToken(tx, { userId: user.id, purpose: "verify_email", email: "ana@example.com" }));
    const [mail] = await eventually(async () => {
      const mails = await inboxOf("ana@example.com");
      expect(mails).toHaveLength(1);
      return mails;
    });
    // Well below the time between two polls: the worker was told.
    expect(performance.now() - queued).toBeLessThan(1_500);
    const token = new URL(mail?.links[0] ?? "").searchParams.get("token") ?? "";
    const open = await findLinkToken(token, ["verify_email"]);
    expect(open?.userId).toBe(user.id);
    const row = await db.oneTimeToken.findUniqueOrThrow({ where: { id: open?.id ?? "" } });
    expect(row.codeHash).toBe(hashCode(row.id, mail?.code ?? ""));
    expect(JSON.stringify(row)).not.toContain(token);
    const stored = await db.inboxMessage.findFirstOrThrow();
    expect(Buffer.from(stored.content).toString("latin1")).not.toContain(token);
  });

  test("is not made for a token that was replaced, or whose owner is deactivated", async () => {
    const user = await addUser("bo@example.com");
    await db.$transaction((tx) => issueOneTimeToken(tx, { userId: user.id, purpose: "reset_password", email: "bo@example.com" }));
    await db.$transaction((tx) => issueOneTimeToken(tx, { userId: user.id, purpose: "reset_password", email: "bo@example.com" }));
    const gone = await addUser("gone@example.com");
    await db.$transaction((tx) => issueOneTimeToken(tx, { userId: gone.id, purpose: "reset_password", email: "gone@example.com" }));
    await db.user.update({ where: { id: gone.id }, data: { isActive: false } });
    await start();
    await idle();
    expect(await inboxOf("bo@example.com")).toHaveLength(1);
    expect(await inboxOf("gone@example.com")).toHaveLength(0);
  });

  test("tells the owner of a proven address that somebody tried to register with it, and mints nothing", async () => {
    const user = await addUser("cy@example.com", { name: "Cy" });
    await db.$transaction((tx) => issueOneTimeToken(tx, { userId: user.id, purpose: "verify_email", email: "cy@example.com" }));
    await start();
    await idle();
    const [mail] = await inboxOf("cy@example.com");
    expect(mail?.subject).toContain("already have");
    expect(mail?.code).toBeUndefined();
    expect(await db.oneTimeToken.count({ where: { tokenHash: { not: null } } })).toBe(0);
  });
});

describe("a job that is done twice", () => {
  test("leaves one mail, whose link works", async () => {
    const user = await addUser("di@example.com");
    await db.$transaction((tx) => issueOneTimeToken(tx, { userId: user.id, purpose: "reset_password", email: "di@example.com" }));
    const { HANDLERS } = await import("@/lib/entry/worker/tasks");
    const twice = vi.fn<(typeof HANDLERS)["mail.one_time_token"]>(async (payload, job) => {
      await HANDLERS["mail.one_time_token"](payload, job);
      // The process could have died here, before the job was noted as done.
      await HANDLERS["mail.one_time_token"](payload, job);
    });
    await start({ handlers: { "mail.one_time_token": twice } });
    await idle();
    expect(twice).toHaveBeenCalledOnce();
    const mails = await inboxOf("di@example.com");
    expect(mails).toHaveLength(1);
    const token = new URL(mails[0]?.links[0] ?? "").searchParams.get("token") ?? "";
    expect(await findLinkToken(token, ["reset_password"])).not.toBeNull();
  });

  test("is not done by a second worker on the same database", async () => {
    const users = await Promise.all(Array.from({ length: 30 }, (_, at) => addUser(`user${at}@example.com`)));
    const done: string[] = [];
    const handlers = {
      "mail.already_registered": async ({ userId }: { userId: string }) => {
        done.push(userId);
      },
    };
    await Promise.all([start({ handlers }), start({ handlers })]);
    await Promise.all(users.map(({ id }) => db.$transaction((tx) => enqueue(tx, "mail.already_registered", { userId: id }))));
    await idle();
    expect(done.toSorted()).toEqual(users.map(({ id }) => id).toSorted());
  });
});

describe("a job that cannot be done", () => {
  test("for its payload's shape is given up at once", async () => {
    await db.$executeRaw`SELECT graphile_worker.add_job('mail.already_registered', '{"userId": 7}'::json)`;
    await start();
    await idle();
  });

  test("now is tried again", async () => {
    const { id } = await addUser("ed@example.com");
    const flaky = vi.fn<() => Promise<void>>().mockRejectedValueOnce(new Error("not yet")).mockResolvedValue();
    await start({ handlers: { "mail.already_registered": flaky } });
    await db.$transaction((tx) => enqueue(tx, "mail.already_registered", { userId: id }));
    await eventually(() => expect(flaky).toHaveBeenCalledTimes(2));
    await idle();
  });
});

describe("the worker", () => {
  test("finishes the running job before it stops, and leaves the others to the next", async () => {
    const { id } = await addUser("flo@example.com");
    const running = Promise.withResolvers<void>();
    const finish = Promise.withResolvers<void>();
    const events: string[] = [];
    const worker = await start({
      handlers: {
        "mail.already_registered": async () => {
          running.resolve();
          await finish.promise;
          events.push("job");
        },
      },
    });
    await db.$transaction((tx) => enqueue(tx, "mail.already_registered", { userId: id }));
    await running.promise;
    const stopped = worker.stop().then(() => events.push("stop"));
    await db.$transaction((tx) => enqueue(tx, "mail.already_registered", { userId: id }, { runAt: new Date(Date.now() + 3_600_000) }));
    finish.resolve();
    await stopped;
    expect(events).toEqual(["job", "stop"]);
    expect(await jobsLeft()).toBe(1);
    await db.$executeRaw`DELETE FROM graphile_worker._private_jobs`;
  });

  test("takes over the job of a worker that died, within seconds", async () => {
    const user = await addUser("gil@example.com");
    await db.$transaction((tx) => issueOneTimeToken(tx, { userId: user.id, purpose: "reset_password", email: "gil@example.com" }));
    // As a kill -9 leaves it: locked by a name nobody holds, the hash stored, no mail.
    await db.oneTimeToken.updateMany({ data: { tokenHash: "0".repeat(64) } });
    await db.$executeRaw`UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'pool-dead', attempts = 1`;
    await start();
    const [mail] = await eventually(async () => {
      const mails = await inboxOf("gil@example.com");
      expect(mails).toHaveLength(1);
      return mails;
    });
    const token = new URL(mail?.links[0] ?? "").searchParams.get("token") ?? "";
    expect(await findLinkToken(token, ["reset_password"])).not.toBeNull();
  });

  test("goes on after every one of its connections was cut, and does no job twice", async () => {
    const { id } = await addUser("hu@example.com");
    const running = Promise.withResolvers<void>();
    const finish = Promise.withResolvers<void>();
    let times = 0;
    await start({
      handlers: {
        "mail.already_registered": async () => {
          times += 1;
          running.resolve();
          await finish.promise;
        },
      },
    });
    await db.$transaction((tx) => enqueue(tx, "mail.already_registered", { userId: id }));
    await running.promise;
    await pool.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND application_name LIKE 'portico-%'`);
    finish.resolve();
    await idle();
    expect(times).toBe(1);
    await db.$transaction((tx) => enqueue(tx, "mail.already_registered", { userId: id }));
    await idle();
    expect(times).toBe(2);
  });
});

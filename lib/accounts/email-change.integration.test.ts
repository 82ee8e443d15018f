import { expect, test } from "vitest";
import type { SessionActor } from "@/lib/access/actor";
import { requestEmailChange } from "@/lib/accounts/email-change";
import { confirmVerification } from "@/lib/accounts/email-verification";
import { mailOneTimeToken } from "@/lib/accounts/mail-one-time-token";
import { db } from "@/lib/db";
import { hashLinkToken } from "@/lib/one-time-secret";
import { hashPassword } from "@/lib/passwords/hash";
import { openSession } from "@/test/organization";

const context = { requestId: "00000000-0000-4000-8000-000000000000", ip: "192.0.2.1", userAgent: null };

async function person(email: string): Promise<SessionActor> {
  const user = await db.user.create({ data: { email, emailVerified: new Date(), passwordHash: await hashPassword("lamp and river") } });
  const actor: SessionActor = {
    kind: "session",
    proof: { by: "cookie" },
    userId: user.id,
    sessionId: user.id,
    role: "user",
    email,
    authTime: new Date(),
    amr: ["pwd"],
    context,
  };
  await openSession(actor);
  return actor;
}

const waitingJobs = async () =>
  (await db.$queryRaw<{ task_identifier: string }[]>`SELECT task_identifier FROM graphile_worker.jobs ORDER BY id`).map(
    (job) => job.task_identifier,
  );

test("an address that belongs to somebody else is answered like a free one, and only its owner hears of it", async () => {
  const ana = await person("ana@example.com");
  await person("bea@example.com");
  const ask = (new_email: string) => requestEmailChange(ana, { new_email, current_password: "lamp and river" });

  const free = await ask("new@example.com");
  const jobsForFree = await waitingJobs();
  await db.$executeRaw`SELECT graphile_worker.complete_jobs(array_agg(id)) FROM graphile_worker.jobs`;
  const taken = await ask("bea@example.com");
  expect(taken).toEqual(free);
  expect(await waitingJobs()).toEqual(jobsForFree);

  const token = await db.oneTimeToken.findFirstOrThrow({ where: { email: "bea@example.com" } });
  await mailOneTimeToken({ oneTimeTokenId: token.id, ip: null, userAgent: null }, { id: "1", attempt: 1, queuedAt: new Date() });
  expect(await waitingJobs()).toContain("mail.already_registered");
  expect((await db.oneTimeToken.findUniqueOrThrow({ where: { id: token.id } })).tokenHash).toBeNull();
});

test.each([
  ["was changed", { passwordChangedAt: new Date(Date.now() + 60_000) }],
  ["must be replaced", { mustResetPassword: true }],
])("a change that was asked for before the password %s is never made", async (_what, data) => {
  const email = `cleo.${Object.keys(data)[0]}@example.com`;
  const cleo = await person(email);
  await requestEmailChange(cleo, { new_email: `thief.${email}`, current_password: "lamp and river" });
  await db.oneTimeToken.updateMany({ where: { userId: cleo.userId }, data: { tokenHash: hashLinkToken(email) } });
  await db.user.update({ where: { id: cleo.userId }, data });
  await expect(confirmVerification(cleo, { token: email })).rejects.toMatchObject({ type: "TOKEN_EXPIRED" });
  expect((await db.user.findUniqueOrThrow({ where: { id: cleo.userId } })).email).toBe(email);
});

import { describe, expect, test } from "vitest";
import { db } from "@/lib/db";
import { cleanUp } from "@/lib/entry/maintenance";
import { cleanInbox, keepInInbox, listInbox } from "@/lib/mail/inbox";
import type { MailMessage } from "@/lib/mail/transport";
import { addUser } from "@/test/queue";

const DAY_MS = 24 * 60 * 60 * 1000;

const mail = (jobId: string, to: string, queuedAt = new Date()): MailMessage => ({
  jobId,
  queuedAt,
  edition: "",
  to,
  subject: `Subject ${jobId}`,
  text: "Text",
  html: "<p>HTML</p>",
  links: ["http://localhost:3000/login"],
});

describe("the built-in inbox", () => {
  test("lists newest first, by address in any case, page by page", async () => {
    const start = Date.now();
    for (let at = 0; at < 5; at += 1) await keepInInbox(db, mail(String(at), "Ana@Example.com", new Date(start + at)));
    await keepInInbox(db, mail("other", "banana@example.com", new Date(start + 10)));
    const first = await listInbox({ to: "ANA@example.com", limit: 3 });
    expect(first.items.map(({ subject }) => subject)).toEqual(["Subject 4", "Subject 3", "Subject 2"]);
    const second = await listInbox({ to: "ana@example.com", limit: 3, cursor: first.next_cursor ?? "" });
    expect(second.items.map(({ subject }) => subject)).toEqual(["Subject 1", "Subject 0"]);
    expect(second.next_cursor).toBeNull();
    expect((await listInbox({ search: "ANANA", limit: 10 })).items.map(({ to }) => to)).toEqual(["banana@example.com"]);
  });

  test("keeps one mail of a job however often it is done", async () => {
    const once = mail("same", "bo@example.com");
    expect(await Promise.all([keepInInbox(db, once), keepInInbox(db, once), keepInInbox(db, once)])).toEqual(
      expect.arrayContaining([true, false, false]),
    );
    expect((await listInbox({ to: "bo@example.com", limit: 10 })).items).toHaveLength(1);
  });

  test("is emptied of what is a week old, a batch at a time", async () => {
    const old = new Date(Date.now() - 8 * DAY_MS);
    for (let at = 0; at < 5; at += 1) await keepInInbox(db, mail(`old${at}`, "cy@example.com", old));
    await keepInInbox(db, mail("new", "cy@example.com"));
    const before = new Date(Date.now() - 7 * DAY_MS);
    expect([await cleanInbox(before, 3), await cleanInbox(before, 3), await cleanInbox(before, 3)]).toEqual([3, 2, 0]);
    expect((await listInbox({ to: "cy@example.com", limit: 10 })).items.map(({ subject }) => subject)).toEqual(["Subject new"]);
  });
});

describe("the clean-up", () => {
  test("deletes sessions and proofs that ended a week ago, and nothing that lives or ended since", async () => {
    const { id: userId } = await addUser("di@example.com");
    const ends = [-8, -6, 1].map((days) => new Date(Date.now() + days * DAY_MS));
    await db.oneTimeToken.createMany({
      data: ends.map((expiresAt) => ({ userId, purpose: "reset_password" as const, email: "di@example.com", expiresAt })),
    });
    await db.session.createMany({
      data: ends.map((expires, at) => ({
        userId,
        sessionToken: `hash${at}`,
        expires,
        absoluteExpiresAt: expires,
        idleSeconds: 900,
        authTime: new Date(),
        amr: ["pwd"],
      })),
    });
    expect(await cleanUp()).toMatchObject({ sessions: 1, one_time_tokens: 1 });
    expect(await cleanUp()).toMatchObject({ sessions: 0, one_time_tokens: 0 });
    expect(await db.session.count()).toBe(2);
    expect(await db.oneTimeToken.count()).toBe(2);
  });
});

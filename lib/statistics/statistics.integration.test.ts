import { afterEach, describe, expect, it, vi } from "vitest";
import type { Actor } from "@/lib/access/actor";
import { audit } from "@/lib/audit/audit";
import { db } from "@/lib/db";
import { dayAfter, dayOf, startOf } from "@/lib/statistics/days";
import { keepStatistics, recountStatistics } from "@/lib/statistics/keep";
import { getStatistics } from "@/lib/statistics/statistics";
import { anonymous, newPerson, operator, outcomeOf } from "@/test/organization";

const TODAY = dayOf(new Date());

/** Lets something happen at noon of a day. */
async function happens(day: string, actor: Actor, action: "session.created" | "session.failed" | "account.registered" | "profile.updated") {
  vi.useFakeTimers({ now: startOf(day).getTime() + (day === TODAY ? 1 : 12 * 60 * 60 * 1000), toFake: ["Date"] });
  await audit(db, actor, { action, ...(action === "session.failed" ? { outcome: "failure" as const } : {}) });
  vi.useRealTimers();
}

afterEach(() => vi.useRealTimers());

const kept = async (day: string) => db.dailyStatistic.findUnique({ where: { day: startOf(day) }, omit: { countedAt: true, day: true } });

describe("the numbers of the platform", () => {
  it("are counted day by day, catch up with what was missed, and are the same when they are counted again", async () => {
    const [ana, ben] = [await newPerson("Ana"), await newPerson("Ben")];
    const [first, second] = [dayAfter(TODAY, -70), dayAfter(TODAY, -2)];
    await happens(first, ana, "session.created");
    await happens(first, ana, "session.created");
    await happens(first, ben, "profile.updated");
    await happens(first, anonymous, "session.failed");
    await happens(second, anonymous, "account.registered");
    await happens(second, ben, "session.created");
    // Done by an administrator who acted as Ana.
    await happens(second, { ...ana, impersonator: { ...ben, name: "Ben" } }, "profile.updated");
    await happens(TODAY, ana, "session.created");

    // More days than one run takes: the newest first, the rest in the next.
    expect(await keepStatistics()).toBe(60);
    expect(await kept(first)).toBeNull();
    expect(await keepStatistics()).toBe(12);
    expect(await kept(first)).toEqual({ signIns: 2, failedSignIns: 1, signUps: 0, activePeople: 2 });
    expect(await kept(second)).toEqual({ signIns: 1, failedSignIns: 0, signUps: 1, activePeople: 1 });
    expect(await kept(dayAfter(TODAY, -3))).toEqual({ signIns: 0, failedSignIns: 0, signUps: 0, activePeople: 0 });
    // Only today is not over.
    expect(await keepStatistics()).toBe(1);
    await Promise.all(Array.from({ length: 4 }, () => keepStatistics()));
    expect(await kept(TODAY)).toMatchObject({ signIns: 1, activePeople: 1 });
  });

  it("show a range that was written into the past once it is counted again, and today at once", async () => {
    const ana = await newPerson("Ana");
    const past = dayAfter(TODAY, -2);
    await happens(past, ana, "session.created");
    await happens(TODAY, anonymous, "session.failed");
    const admin = await newPerson("Olga", { role: "admin" });
    const before = await getStatistics(admin, { days: "7" });
    expect(before.days.map(({ day }) => day)).toEqual([-6, -5, -4, -3, -2, -1, 0].map((days) => dayAfter(TODAY, days)));
    expect(before.days.at(-1)).toMatchObject({ failed_sign_ins: 1, sign_ins: 1 });
    expect(await recountStatistics(operator, { from: past, to: TODAY })).toEqual({ days: 3 });
    const after = await getStatistics(admin, { days: "7" });
    expect(after.total.sign_ins).toBe(before.total.sign_ins + 1);
    expect((await getStatistics(admin, { days: "90" })).total.sign_ins).toBe(after.total.sign_ins + 2);
    expect((await getStatistics(admin, { days: "30" })).before).toMatchObject({ sign_ins: 0 });
  });

  it("are for administrators", async () => {
    expect(await outcomeOf(getStatistics(await newPerson("Mia"), { days: "7" }))).toBe("FORBIDDEN");
    expect(await outcomeOf(getStatistics(anonymous, { days: "7" }))).toBe("UNAUTHENTICATED");
    expect(await outcomeOf(recountStatistics(await newPerson("Mia"), { from: TODAY, to: TODAY }))).toBe("FORBIDDEN");
  });

  it("are found among any number of rows by the time in their ids", async () => {
    const plan = await db.$transaction(async (tx) => {
      await tx.$executeRaw`SET LOCAL enable_seqscan = off`;
      return tx.$queryRaw<{ "QUERY PLAN": string }[]>`
        EXPLAIN SELECT count(*) FROM audit_events WHERE id >= '01980000-0000-7000-8000-000000000000' AND id < '01990000-0000-7000-8000-000000000000'`;
    });
    expect(plan.map((line) => line["QUERY PLAN"]).join("\n")).toContain("audit_events_pkey");
  });
});

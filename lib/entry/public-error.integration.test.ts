import { expect, it } from "vitest";
import { db, type Tx } from "@/lib/db";
import { toPublicError } from "@/lib/entry/public-error";

const touch = (tx: Tx, email: string) => tx.user.update({ where: { email }, data: { name: "Touched" }, select: { id: true } });

it("a transaction that PostgreSQL ended over a deadlock may be tried again", async () => {
  const emails = ["one@example.com", "two@example.com"] as const;
  await db.user.createMany({ data: emails.map((email) => ({ email })) });
  let arrived = 0;
  let meet = () => {};
  const bothHoldOne = new Promise<void>((resolve) => {
    meet = resolve;
  });
  const crossing = (first: string, second: string) =>
    db.$transaction(async (tx) => {
      await touch(tx, first);
      arrived += 1;
      if (arrived === 2) meet();
      await bothHoldOne;
      await touch(tx, second);
    });
  const outcomes = await Promise.allSettled([crossing(emails[0], emails[1]), crossing(emails[1], emails[0])]);
  const lost = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [toPublicError(outcome.reason, "request")] : []));
  expect(lost).toMatchObject([{ type: "UNAVAILABLE", retryAfterSeconds: 1 }]);
});

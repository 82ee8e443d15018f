import { beforeEach, expect, it, vi } from "vitest";
import { pool } from "@/lib/db";
import { deleteExpiredAnswers, once } from "@/lib/entry/idempotency/once";
import { conflict } from "@/lib/errors";

let id = "";
beforeEach(() => {
  id = crypto.randomUUID();
});
const undertaking = (fingerprint = "same") => ({ id, fingerprint });
const typeOf = (error: unknown) => (typeof error === "object" && error !== null ? Reflect.get(error, "type") : error);
const age = (column: "claimed_at" | "expires_at", ago: string) =>
  pool.query(`UPDATE idempotency_keys SET ${column} = now() - $2::interval WHERE id = $1`, [id, ago]);

it("of fifty at once one does it; the others are told to come again, and then get its answer", async () => {
  const work = vi.fn(async () => {
    await pool.query("SELECT pg_sleep(0.2)");
    return { made: "one" };
  });
  const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => once(undertaking(), work)));
  expect(work).toHaveBeenCalledTimes(1);
  const refused = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
  const answered = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value] : []));
  expect(answered.filter(({ isReplay }) => !isReplay)).toEqual([{ isReplay: false, output: { made: "one" } }]);
  expect(new Set(refused.map(typeOf))).toEqual(new Set(["CONFLICT"]));
  expect(refused[0]).toMatchObject({ status: 409, retryAfterSeconds: 1 });
  expect(await once(undertaking(), work)).toEqual({ isReplay: true, kept: { made: "one" } });
  expect(work).toHaveBeenCalledTimes(1);
});

it("what failed made nothing: the key is free again, also for something else", async () => {
  const failing = once(undertaking(), async () => Promise.reject(conflict("Taken.")));
  await expect(failing).rejects.toMatchObject({ type: "CONFLICT", message: "Taken." });
  expect(await once(undertaking("other"), async () => 2)).toEqual({ isReplay: false, output: 2 });
});

it("something else under the same key is refused, while it runs and afterwards", async () => {
  const outer = await once(undertaking(), async () => {
    await expect(once(undertaking("other"), async () => 2)).rejects.toMatchObject({ type: "VALIDATION_ERROR" });
    return 1;
  });
  expect(outer).toEqual({ isReplay: false, output: 1 });
  await expect(once(undertaking("other"), async () => 2)).rejects.toMatchObject({ type: "VALIDATION_ERROR" });
});

it("what a dead process began is done by who comes after a minute, by one of them, and who was only slow changes nothing", async () => {
  const slow = once(undertaking(), async () => {
    await age("claimed_at", "2 minutes");
    const later = await Promise.allSettled(Array.from({ length: 10 }, () => once(undertaking(), async () => "second")));
    expect(later.filter((outcome) => outcome.status === "fulfilled" && !outcome.value.isReplay)).toHaveLength(1);
    return "first";
  });
  expect(await slow).toEqual({ isReplay: false, output: "first" });
  expect(await once(undertaking(), async () => "third")).toEqual({ isReplay: true, kept: "second" });
});

it("after its day an answer is gone, and the clean-up takes it away", async () => {
  await once(undertaking(), async () => 1);
  await age("expires_at", "1 second");
  expect(await once(undertaking("other"), async () => 2)).toEqual({ isReplay: false, output: 2 });
  await age("expires_at", "1 second");
  expect(await deleteExpiredAnswers(100)).toBe(1);
  expect(await deleteExpiredAnswers(100)).toBe(0);
});

it("what is kept cannot be read in the database", async () => {
  await once(undertaking(), async () => ({ email: "jane.doe@example.com" }));
  const { rows } = await pool.query<{ answer: Buffer }>("SELECT answer FROM idempotency_keys WHERE id = $1", [id]);
  expect(rows[0]?.answer.length).toBeGreaterThan(20);
  expect(rows[0]?.answer.toString("latin1")).not.toContain("jane");
});

it("work that is done is answered, also when its answer cannot be kept", async () => {
  const done = await once(undertaking(), async () => {
    await pool.query("ALTER TABLE idempotency_keys RENAME TO away");
    return 1;
  });
  await pool.query("ALTER TABLE away RENAME TO idempotency_keys");
  expect(done).toEqual({ isReplay: false, output: 1 });
});

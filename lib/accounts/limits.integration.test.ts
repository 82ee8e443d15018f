import { expect, it } from "vitest";
import type { Actor } from "@/lib/access/actor";
import { resetLimits, showLimits } from "@/lib/accounts/limits";
import { db } from "@/lib/db";
import { brake } from "@/lib/limits/brake";
import { limit } from "@/lib/limits/limit";

const context = { requestId: crypto.randomUUID(), ip: null, userAgent: null };
const operator: Actor = { kind: "system", name: "cli", context };

const spend = (times: number, ...[name, whose]: Parameters<typeof limit>) =>
  Promise.allSettled(Array.from({ length: times }, () => limit(name, whose)));
const fail = (times: number, ...[name, whose]: Parameters<typeof brake>) =>
  Promise.allSettled(Array.from({ length: times }, () => brake(name, whose)));

it("an account's limits are shown under its id, address and username, and given back together", async () => {
  const user = await db.user.create({ data: { email: "jane@example.com", username: "jane" } });
  await fail(6, "signin.account", "jane@example.com");
  await fail(2, "signin.account", "jane");
  await spend(1, "password.prove", user.id);
  await fail(6, "signin.account", "somebody@example.com");

  const { items } = await showLimits(operator, { whose: "jane" });
  expect(items.map(({ name, key, spent, is_held_back }) => [name, key, spent, is_held_back])).toEqual([
    ["signin.account", "jane@example.com", 5, true],
    ["signin.account", "jane", 2, false],
    ["password.prove", user.id, 1, false],
    ["password.prove", user.id, 1, false],
  ]);
  expect(items[0]?.wait_seconds).toBeGreaterThan(0);

  expect(await resetLimits(operator, { whose: "jane@example.com" })).toEqual({ reset: 4 });
  expect(await showLimits(operator, { whose: user.id })).toEqual({ items: [] });
  await expect(brake("signin.account", "jane@example.com")).resolves.toBeDefined();
  await expect(brake("signin.account", "somebody@example.com")).rejects.toMatchObject({ type: "RATE_LIMITED" });
  const rows = await db.auditEvent.findMany({ where: { action: "limits.reset" } });
  expect(rows).toEqual([expect.objectContaining({ targetId: user.id })]);
});

it("a network address has the limits of addresses, and one without an account those of what was typed", async () => {
  await spend(1, "signin.ip", "192.0.2.1");
  await fail(1, "signin.network", "192.0.2.200");
  await spend(1, "reset.request.address", "nobody@example.com");
  expect((await showLimits(operator, { whose: "192.0.2.1" })).items).toMatchObject([
    { name: "signin.network", spent: 1, is_held_back: false },
    { name: "signin.ip", spent: 1, window_seconds: 60 },
    { name: "signin.ip", spent: 1, window_seconds: 3600 },
  ]);
  expect((await showLimits(operator, { whose: "nobody@example.com" })).items).toMatchObject([
    { name: "reset.request.address", spent: 1 },
    { name: "reset.request.address", spent: 1 },
  ]);
});

it("nobody but an operator or administrator sees or resets them", async () => {
  const anybody: Actor = { kind: "anonymous", context };
  await expect(showLimits(anybody, { whose: "jane" })).rejects.toMatchObject({ type: "UNAUTHENTICATED" });
  await expect(resetLimits(anybody, { whose: "jane" })).rejects.toMatchObject({ type: "UNAUTHENTICATED" });
});

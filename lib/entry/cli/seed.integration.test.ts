import { afterAll, afterEach, expect, it, vi } from "vitest";
import { verifyAudit } from "@/lib/audit/verify";
import { db, pool } from "@/lib/db";
import { runCommandLine } from "@/lib/entry/cli/run";
import { env } from "@/lib/env";
import { closeHashPool, verifyPassword } from "@/lib/passwords/hash";

async function portico(...argv: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const io = {
    out: (line: string) => out.push(line),
    err: (line: string) => err.push(line),
    readInput: async () => "",
    askSecret: async () => null,
    ask: async () => null,
    redraw: null,
    interruption: () => new AbortController().signal,
  };
  return { exitCode: await runCommandLine(argv, io), out: out.join("\n"), err: err.join("\n") };
}

afterEach(() => {
  vi.restoreAllMocks();
});

afterAll(async () => {
  await closeHashPool();
  await db.$disconnect();
  await pool.end();
});

it("is refused where others can reach the portal, unless that is said twice", async () => {
  vi.spyOn(env, "isLoopback", "get").mockReturnValue(false);
  for (const flags of [[], ["--force"]]) {
    expect(await portico("seed", ...flags)).toMatchObject({ exitCode: 2, err: expect.stringContaining("--force --force") });
  }
  expect(await db.user.count()).toBe(0);
});

it("makes two organizations that look alive, whose past verifies, with a sign-in for each role; again it changes nothing", async () => {
  const first = await portico("seed", "--json");
  expect(first.err).toBe("");
  const demo: { events: number; password: string; sign_ins: { email: string; organization: string | null }[] } = JSON.parse(first.out);
  expect(demo).toMatchObject({ status: "made", people: 251, organizations: [{ members: 92 }, { members: 158 }] });
  expect(await db.membership.count()).toBe(250);
  expect(demo.events).toBeGreaterThan(8_000);

  const places = await db.organization.findMany({ include: { memberships: true, roles: true, units: true, invitations: true } });
  for (const { memberships, roles, units, invitations } of places) {
    for (const { slug } of roles)
      expect(
        memberships.some(({ role }) => role === slug),
        slug,
      ).toBe(true);
    for (const { id } of units) expect(memberships.some(({ unitId }) => unitId === id)).toBe(true);
    expect(memberships.filter(({ status }) => status === "suspended").length).toBeGreaterThan(0);
    const now = new Date();
    expect(invitations.filter(({ isOpen, expiresAt }) => isOpen && expiresAt > now)).toHaveLength(8);
    expect(invitations.filter(({ isOpen, expiresAt }) => isOpen && expiresAt < now)).toHaveLength(4);
    expect(invitations.filter(({ acceptedAt }) => acceptedAt)).toHaveLength(memberships.length - 1);
  }
  for (const { email, organization } of demo.sign_ins) {
    const person = await db.user.findUniqueOrThrow({ where: { email }, include: { memberships: { include: { organization: true } } } });
    expect(person.memberships.map((membership) => membership.organization.slug)).toEqual(organization ? [organization] : []);
    expect(person).toMatchObject({ isActive: true, role: organization ? "user" : "admin" });
  }
  expect(await db.dailyStatistic.count({ where: { signIns: { gt: 10 } } })).toBeGreaterThan(100);
  const { passwordHash } = await db.user.findFirstOrThrow();
  expect((await verifyPassword(demo.password, passwordHash)).ok).toBe(true);

  const report = await verifyAudit();
  expect(report).toMatchObject({ ok: true, findings: [] });
  expect(report.scopes.map(({ scope }) => scope)).toEqual(expect.arrayContaining(["platform", ...places.map(({ id }) => id)]));
  const newest = await db.auditEvent.findFirst({ orderBy: { occurredAt: "desc" }, select: { action: true } });
  expect(newest?.action).toBe("demo.seeded");

  const again = await portico("seed");
  expect(again).toMatchObject({ exitCode: 0, out: expect.stringContaining("Nothing was changed.") });
  expect(again.out).toContain(demo.password);
  expect(await db.auditEvent.count()).toBe(demo.events + 1);
});

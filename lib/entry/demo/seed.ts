import { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { audit, auditPast, type PastEvent } from "@/lib/audit/audit";
import { sealAuditEvents } from "@/lib/audit/seal";
import { db, isUniqueViolation, type Tx } from "@/lib/db";
import { accountHistory, administratorHistory } from "@/lib/entry/demo/history";
import { organizationHistory } from "@/lib/entry/demo/organization-history";
import { layOut, writePlace } from "@/lib/entry/demo/organizations";
import { type DemoPerson, demoPeople } from "@/lib/entry/demo/people";
import { DEMO_ADMINISTRATOR, DEMO_DAYS, DEMO_ORGANIZATIONS, DEMO_PASSWORD } from "@/lib/entry/demo/plan";
import { conflict } from "@/lib/errors";
import { orderedId } from "@/lib/ordered-id";
import { hashPassword } from "@/lib/passwords/hash";
import { presetsMetBy } from "@/lib/passwords/policy";
import { dayOf } from "@/lib/statistics/days";
import { recountStatistics } from "@/lib/statistics/keep";

/** Where `installation` remembers that it was done. */
const KEY = "demo";

const DAY_MS = 24 * 60 * 60 * 1000;

/** Audit rows of one statement. */
const ROWS_AT_ONCE = 1_000;

/** Longer than it takes on a busy machine. */
const TRANSACTION_MS = 120_000;

const made = z.object({ seeded_at: z.iso.datetime(), people: z.number(), events: z.number() });

/** What the demonstration holds. */
export interface Demo {
  /** `known` when it was there already; nothing was changed then. */
  status: "made" | "known";
  seeded_at: string;
  people: number;
  /** Audit rows of its made-up past. */
  events: number;
}

/**
 * Makes two organizations with everything that belongs to them and half a year behind them, all of it in one transaction;
 * once for each database. Nobody is mailed. The past goes through the audit trail's own recorder, so that it verifies.
 * @throws AppError CONFLICT when an organization or an account of one of its names is there.
 */
export async function seedDemo(actor: Actor, now: Date): Promise<Demo> {
  const known = await readMade(db);
  if (known) return { status: "known", ...known };
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  const passwordPresets = await presetsMetBy(DEMO_PASSWORD, DEMO_ADMINISTRATOR);
  const written = await db
    .$transaction((tx) => writeDemo(tx, actor, { now, passwordHash, passwordPresets }), { timeout: TRANSACTION_MS })
    .catch((error) => {
      if (isUniqueViolation(error)) throw conflict("There is an account or an organization of one of its names already.");
      throw error;
    });
  await sealAuditEvents();
  const from = dayOf(new Date(now.getTime() - DEMO_DAYS * DAY_MS));
  await recountStatistics(actor, { from, to: dayOf(now) });
  return { status: "made", ...written };
}

type Password = Pick<Accounts, "passwordHash" | "passwordPresets">;

async function writeDemo(tx: Tx, actor: Actor, { now, ...password }: Password & { now: Date }) {
  await assertNew(tx);
  const people = demoPeople(now);
  const id = orderedId(now.getTime() - DEMO_DAYS * DAY_MS);
  const administrator = { ...DEMO_ADMINISTRATOR, id, ip: "192.0.2.1", userAgent: "Firefox" };
  const places = DEMO_ORGANIZATIONS.map((plan) => layOut(plan, people, now));
  const past = [
    ...accountHistory(people, now),
    ...administratorHistory({ ...administrator, platformRole: "admin" }, now),
    ...places.flatMap((place) => organizationHistory(place, now)),
  ].toSorted((a, b) => a.at.getTime() - b.at.getTime());
  await writeAccounts(tx, people, { past, ...password, administrator });
  for (const place of places) await writePlace(tx, place);
  for (let at = 0; at < past.length; at += ROWS_AT_ONCE) await auditPast(tx, past.slice(at, at + ROWS_AT_ONCE));
  const value = { seeded_at: now.toISOString(), people: people.length + 1, events: past.length };
  await tx.installation.create({ data: { key: KEY, value }, select: { key: true } });
  const { people: count, events } = value;
  await audit(tx, actor, { action: "demo.seeded", details: { people: count, events } });
  return value;
}

async function readMade(tx: Tx) {
  const row = await tx.installation.findUnique({ where: { key: KEY }, select: { value: true } });
  return row ? made.parse(row.value) : null;
}

/** What somebody made under one of these names is theirs. */
async function assertNew(tx: Tx): Promise<void> {
  const slugs = DEMO_ORGANIZATIONS.map(({ slug }) => slug);
  const organization = await tx.organization.findFirst({ where: { slug: { in: slugs } }, select: { slug: true } });
  if (organization) throw conflict(`There is an organization ${organization.slug} already. The demonstration needs a database without it.`);
}

interface Accounts {
  past: readonly PastEvent[];
  passwordHash: string;
  passwordPresets: string[];
  administrator: typeof DEMO_ADMINISTRATOR & { id: string };
}

async function writeAccounts(tx: Tx, people: readonly DemoPerson[], { past, administrator, ...password }: Accounts): Promise<void> {
  const lastSignIns = new Map<string, Date>();
  for (const { at, event } of past) if (event.action === "session.created" && event.target) lastSignIns.set(event.target.id, at);
  const account = (id: string, createdAt: Date) => ({
    ...{ id, createdAt, emailVerified: createdAt, ...password, passwordChangedAt: createdAt },
    lastSignInAt: lastSignIns.get(id) ?? null,
  });
  const began = people[0]?.joinedAt ?? new Date();
  const { id, email, name } = administrator;
  await tx.user.createMany({
    data: [
      { ...account(id, began), email, name, role: "admin" },
      ...people.map((person) => ({
        ...account(person.id, person.joinedAt),
        ...{ email: person.email, name: person.name, username: person.username },
      })),
    ],
  });
}

import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { authorize } from "@/lib/access/authorize";
import type { countUsersContract } from "@/lib/accounts/administration.schema";
import { db } from "@/lib/db";
import { processSingleton } from "@/lib/process-singleton";

type Counts = z.input<typeof countUsersContract.output>;

/** How long a count is kept, in milliseconds, when it was dear. */
const KEPT_MS = 60_000;

/** A count that took less than this, in milliseconds, is made anew each time. */
const DEAR_MS = 50;

interface Memory {
  counts: Counts | null;
  keptUntil: number;
  counting: Promise<Counts> | null;
}

const memory = processSingleton<Memory>("user-counts", () => ({ counts: null, keptUntil: 0, counting: null }));

/**
 * How many accounts there are, by role and by state. Exact, and where there are so many that counting takes long, at
 * most a minute old: `counted_at` says how old. @throws AppError FORBIDDEN.
 */
export async function countUsers(actor: Actor): Promise<Counts> {
  authorize(actor, "platform.users.read");
  if (memory.counts && Date.now() < memory.keptUntil) return memory.counts;
  memory.counting ??= count().finally(() => {
    memory.counting = null;
  });
  return memory.counting;
}

async function count(): Promise<Counts> {
  const startedAt = performance.now();
  const groups = await db.user.groupBy({ by: ["role", "isActive"], _count: { _all: true, emailVerified: true } });
  const isDear = performance.now() - startedAt > DEAR_MS;
  const sum = (matches: (group: (typeof groups)[number]) => boolean) =>
    groups.filter(matches).reduce((total, group) => total + group._count._all, 0);
  const counts = {
    total: sum(() => true),
    active: sum((group) => group.isActive),
    disabled: sum((group) => !group.isActive),
    verified: groups.reduce((total, group) => total + group._count.emailVerified, 0),
    by_role: {
      admin: sum(({ role }) => role === "admin"),
      user: sum(({ role }) => role === "user"),
      guest: sum(({ role }) => role === "guest"),
    },
    counted_at: new Date().toISOString(),
  };
  memory.counts = counts;
  memory.keptUntil = isDear ? Date.now() + KEPT_MS : 0;
  return counts;
}

import { expect, it } from "vitest";
import { db } from "@/lib/db";
import { listSessions } from "@/lib/sessions/manage";
import { newPerson } from "@/test/organization";

/** Sessions of somebody, last used one minute after the other; two of them at the same moment. */
async function sessionsOf(userId: string, count: number): Promise<string[]> {
  const expires = new Date(Date.now() + 3_600_000);
  const times = Array.from({ length: count }, (_, at) => new Date(Date.now() - Math.max(1, at) * 60_000));
  const made = await db.session.createManyAndReturn({
    data: times.map((lastSeenAt) => ({
      ...{ userId, sessionToken: crypto.randomUUID(), expires, absoluteExpiresAt: expires, idleSeconds: 900, authTime: lastSeenAt },
      ...{ lastSeenAt, amr: ["pwd"] },
    })),
    select: { id: true },
  });
  return made.map(({ id }) => id);
}

it("a list of sessions is paged whole by cursor, and one that is nobody's or somebody else's leads nowhere", async () => {
  const [ana, ben] = [await newPerson("Ana"), await newPerson("Ben")];
  const [own, foreign] = [await sessionsOf(ana.userId, 5), await sessionsOf(ben.userId, 2)];
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listSessions(ana, { limit: 2, cursor });
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
  expect(seen.toSorted()).toEqual(own.toSorted());
  for (const id of [foreign[0], foreign[1], crypto.randomUUID()]) {
    expect(await listSessions(ana, { limit: 2, cursor: id })).toEqual({ items: [], next_cursor: null });
  }
});

import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import type { Actor } from "@/lib/access/actor";
import { linkProvider } from "@/lib/accounts/provider-link";
import { db } from "@/lib/db";
import { addProviderProof, arrivingThrough, portalAdapter } from "@/lib/sessions/nextauth-adapter";
import { anonymous, newSignedIn, openSession, outcomeOf } from "@/test/organization";
import { noticesOf } from "@/test/queue";

/** A request in which NextAuth links an account at a provider to `userId`, on behalf of `actor`. */
const links = (actor: Actor, userId: string) =>
  arrivingThrough({ provider: "github", context: anonymous.context, link: (account) => linkProvider(actor, account) }, async () =>
    portalAdapter().linkAccount?.({ userId, type: "oauth", provider: "github", providerAccountId: randomUUID() }),
  );
const linksOf = (userId: string) => db.account.count({ where: { userId } });

it("a link ends the other sessions, is written down, and told to the owner", async () => {
  const ana = await newSignedIn("Ana");
  await openSession({ ...ana, sessionId: randomUUID() });
  await links(ana, ana.userId);
  expect(await linksOf(ana.userId)).toBe(1);
  expect(await db.session.findMany({ where: { userId: ana.userId }, select: { id: true } })).toEqual([{ id: ana.sessionId }]);
  const row = await db.auditEvent.findFirstOrThrow({ where: { action: "provider.linked", actorId: ana.userId } });
  expect(row).toMatchObject({ targetId: ana.userId, details: { provider: "github", sessions_ended: 1 } });
  expect(await noticesOf(ana.userId)).toEqual(["provider_linked"]);
});

it("none is made by a session that has ended, for somebody else, by nobody, or while somebody acts as the person", async () => {
  const [ana, eve] = [await newSignedIn("Ana"), await newSignedIn("Eve")];
  const { userId, sessionId, email } = eve;
  for (const actor of [eve, anonymous]) expect(await outcomeOf(links(actor, ana.userId))).toBe("UNAUTHENTICATED");
  expect(await outcomeOf(links({ ...ana, impersonator: { userId, sessionId, email, name: null } }, ana.userId))).toBe("FORBIDDEN");
  await db.session.delete({ where: { id: ana.sessionId } });
  expect(await outcomeOf(links(ana, ana.userId))).toBe("UNAUTHENTICATED");
  expect([await linksOf(ana.userId), await noticesOf(ana.userId)]).toEqual([0, []]);
});

it("the link that an account is made with is no news", async () => {
  const made = await arrivingThrough({ provider: "github", context: anonymous.context }, async () => {
    const adapter = portalAdapter();
    const person = await adapter.createUser?.({ id: randomUUID(), email: `${randomUUID()}@example.test`, emailVerified: null });
    const userId = person?.id ?? "";
    await adapter.linkAccount?.({ userId, type: "oauth", provider: "github", providerAccountId: randomUUID() });
    return userId;
  });
  expect([await linksOf(made), await noticesOf(made)]).toEqual([1, []]);
});

it.each([
  ["a password", { passwordHash: "some" }, false],
  ["a second factor", { secondFactor: true }, false],
  ["nothing else to prove it by", {}, true],
])("a provider that sends somebody back is a fresh proof, of an account with %s: %s %s", async (_what, data, isFresh) => {
  const ana = await newSignedIn("Ana");
  await db.user.update({ where: { id: ana.userId }, data });
  await addProviderProof({ id: ana.sessionId, userId: ana.userId }, "github");
  const session = await db.session.findUniqueOrThrow({ where: { id: ana.sessionId } });
  expect([session.amr, session.provider, session.authTime.getTime() > 0]).toEqual([["pwd", "fed"], "github", isFresh]);
});

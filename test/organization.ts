import { randomUUID } from "node:crypto";
import type { Actor, SessionActor } from "@/lib/access/actor";
import { db } from "@/lib/db";
import { AppError } from "@/lib/errors";

export const context = { requestId: "00000000-0000-4000-8000-000000000000", ip: "192.0.2.1", userAgent: null };

/** Nobody who is signed in. */
export const anonymous: Actor = { kind: "anonymous", context };

/** An operator's command. */
export const operator: Actor = { kind: "system", name: "cli", context };

/** Somebody with an account and a proven address, as the doors would find them. */
export async function newPerson(
  name: string,
  data: { role?: "admin" | "user" | "guest"; emailVerified?: Date | null; passwordPresets?: string[] } = {},
): Promise<SessionActor> {
  const email = `${name.toLowerCase()}-${randomUUID().slice(0, 8)}@example.test`;
  const { id, role } = await db.user.create({
    data: { email, name, emailVerified: new Date(), passwordPresets: ["standard", "strict", "nist"], ...data },
    select: { id: true, role: true },
  });
  return { kind: "session", proof: { by: "cookie" }, userId: id, sessionId: id, role, email, authTime: new Date(), amr: ["pwd"], context };
}

/** The same with a session that lives, whose row proves nothing by itself: permanent acts on one's own account ask for one. */
export async function newSignedIn(...person: Parameters<typeof newPerson>): Promise<SessionActor> {
  const actor = await newPerson(...person);
  await openSession(actor);
  return actor;
}

/** Gives somebody the session that they act by. */
export async function openSession({ userId, sessionId, amr }: SessionActor): Promise<void> {
  const soon = new Date(Date.now() + 60 * 60_000);
  const clocks = { expires: soon, absoluteExpiresAt: soon, idleSeconds: 3600, authTime: new Date(0) };
  await db.session.create({ data: { id: sessionId, userId, sessionToken: randomUUID(), amr, ...clocks }, select: { id: true } });
}

/** An organization with these members, written straight into the database. */
export async function newOrganization(members: Record<string, SessionActor>): Promise<string> {
  const slug = `org-${randomUUID().slice(0, 8)}`;
  const { id } = await db.organization.create({ data: { slug, name: slug }, select: { id: true } });
  for (const [role, person] of Object.entries(members)) await join(id, person, role.replace(/\d+$/, ""));
  return id;
}

/** Makes somebody a member, with a built-in role. */
export async function join(organizationId: string, person: SessionActor, role: string, unitId: string | null = null): Promise<void> {
  await db.membership.create({ data: { organizationId, userId: person.userId, role, unitId }, select: { id: true } });
}

/** How work ended: "accepted", or the kind of its refusal. */
export async function outcomeOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
    return "accepted";
  } catch (error) {
    return error instanceof AppError ? error.type : error;
  }
}

/** How several that run at once ended. */
export const outcomesOf = (works: Promise<unknown>[]): Promise<unknown[]> => Promise.all(works.map(outcomeOf));

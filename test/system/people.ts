import { randomBytes } from "node:crypto";
import { db, Prisma } from "@/lib/db";
import { hashPassword } from "@/lib/passwords/hash";
import { newSession } from "@/lib/sessions/store";
import type { Client } from "./client";
import { tokenIn } from "./inbox";
import type { Portal } from "./portal";
import { callAction } from "./server-actions";

/** Good enough under every policy. */
export const PASSWORD = "Kobalt-Wiese-4711-lindgrün";

export interface Person {
  id: string;
  email: string;
}

/** An address that nobody has yet. */
export const newAddress = (name = "person"): string => `${name}-${randomBytes(5).toString("hex")}@example.test`;

let storedHash: Promise<string> | undefined;

/** A person with PASSWORD, written straight into the database, for tests that are not about registering. */
export async function addPerson(
  data: { email?: string; username?: string; emailVerified?: Date | null; isActive?: boolean; role?: "admin" | "user" | "guest" } = {},
): Promise<Person> {
  storedHash ??= hashPassword(PASSWORD);
  const passwordHash = await storedHash;
  return db.user.create({
    data: {
      email: newAddress(),
      emailVerified: new Date(),
      passwordHash,
      passwordPresets: ["standard", "strict", "nist"],
      passwordChangedAt: new Date(),
      ...data,
    },
    select: { id: true, email: true },
  });
}

/** A session of `person` as a fresh browser of `portal`, made without signing in. */
export async function openSession(
  portal: Portal,
  person: Person,
  kind: "browser" | "remembered" = "browser",
): Promise<Client & { id: string }> {
  const context = { requestId: "test", ip: "127.0.0.1", userAgent: "Tests" };
  const { draft: session, row } = newSession({ userId: person.id, kind, amr: ["pwd"], context }, Prisma.sql`(SELECT) AS once`);
  await db.$executeRaw`WITH ${row} SELECT`;
  const client = portal.client();
  client.cookies.set(`${portal.url.startsWith("https:") ? "__Host-" : ""}portico.session`, session.token);
  return Object.assign(client, { id: session.id });
}

/** Signs in through the sign-in page's own action. @throws Error with what it answered unless it let the person in. */
export async function signIn(portal: Portal, email: string, password = PASSWORD, more: Record<string, unknown> = {}): Promise<Client> {
  const client = portal.client();
  const { result, answer } = await callAction(client, "signInAction", { email, password, ...more });
  if (!result?.ok) throw new Error(`Could not sign in: ${answer.status} ${JSON.stringify(result)}`);
  return client;
}

/** Registers over the API. */
export const register = (portal: Portal, email: string, more: Record<string, unknown> = {}) =>
  portal.request("/api/v1/auth/register", { json: { email, password: PASSWORD, ...more } });

/** Registers and confirms the address with the mailed link. */
export async function registerVerified(portal: Portal, email = newAddress()): Promise<Person> {
  await register(portal, email);
  const token = tokenIn(await portal.mail(email, (mail) => mail.code !== undefined));
  const answer = await portal.request("/api/v1/auth/email/verification/confirm", { json: { token } });
  if (answer.status !== 200) throw new Error(`Could not confirm: ${answer.text}`);
  return db.user.findUniqueOrThrow({ where: { email }, select: { id: true, email: true } });
}

/** Who this browser is signed in as: 200 or 401. */
export async function whoami(client: Client): Promise<number> {
  return (await client.request("/api/v1/auth/me")).status;
}

import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { authorize, authorizeAct } from "@/lib/access/authorize";
import type {
  AccountView,
  findAccountContract,
  listAccountsContract,
  setAccountActiveContract,
} from "@/lib/accounts/administration.schema";
import { deactivate } from "@/lib/accounts/deactivation";
import { tellOwner } from "@/lib/accounts/tell-owner";
import { type ShownUser, searchUsers } from "@/lib/accounts/user-search";
import { audit } from "@/lib/audit/audit";
import { db, type Tx } from "@/lib/db";
import { conflict, invalidInput, notFound } from "@/lib/errors";
import { readCursor, writeCursor } from "@/lib/organizations/keyset";
import { forgetCachedSessions } from "@/lib/sessions/session-cache";

const SHOWN = {
  id: true,
  email: true,
  emailVerified: true,
  username: true,
  name: true,
  role: true,
  isActive: true,
  createdAt: true,
  lastSignInAt: true,
  eraseAfter: true,
} as const;

const noSuchAccount = () => notFound("There is no such account.");

const view = (user: ShownUser): AccountView => ({
  id: user.id,
  email: user.email,
  email_verified: user.emailVerified !== null,
  username: user.username,
  full_name: user.name,
  role: user.role,
  is_active: user.isActive,
  created_at: user.createdAt.toISOString(),
  last_sign_in_at: user.lastSignInAt?.toISOString() ?? null,
  erase_after: user.eraseAfter?.toISOString() ?? null,
});

/** Accounts, the newest first or by address. Keyset paging: every page costs the same. @throws AppError FORBIDDEN, VALIDATION_ERROR. */
export async function listAccounts(
  actor: Actor,
  input: z.output<typeof listAccountsContract.input>,
): Promise<z.input<typeof listAccountsContract.output>> {
  authorize(actor, "platform.users.read");
  const sort = input.sort ?? "created";
  const order = input.order ?? (sort === "created" ? "desc" : "asc");
  const rows = await searchUsers({
    ...input,
    ...{ sort, order, text: input.search ?? "", after: afterCursor(input.cursor, sort), take: input.limit + 1 },
  });
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  return { items: page.map(view), next_cursor: rows.length > input.limit && last ? cursorAt(last, sort) : null };
}

/** In the order of their making the id says all; else the sort key stands before it. */
const cursorAt = ({ id, email }: ShownUser, sort: "created" | "email"): string => (sort === "created" ? id : writeCursor([email, id]));

function afterCursor(cursor: string | undefined, sort: "created" | "email"): string | null {
  if (cursor === undefined) return null;
  if (sort === "email") return readCursor(cursor, ["text", "uuid"])[0] ?? null;
  if (!UUID.test(cursor)) throw invalidInput({ cursor: ["This is not a cursor."] });
  return cursor;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** One account by id, e-mail address or username. @throws AppError FORBIDDEN, NOT_FOUND. */
export async function findAccount(
  actor: Actor,
  input: z.output<typeof findAccountContract.input>,
): Promise<z.input<typeof findAccountContract.output>> {
  authorize(actor, "platform.users.read");
  const key = input.user.toLowerCase();
  return readAccount(db, UUID.test(key) ? { id: key } : key.includes("@") ? { email: key } : { username: key });
}

/** One account as administrators and its owner see it; the caller has decided that they may. @throws AppError NOT_FOUND. */
export async function readAccount(
  tx: Tx,
  where: { id: string } | { email: string } | { username: string },
): Promise<z.input<typeof findAccountContract.output>> {
  const user = await tx.user.findUnique({
    where,
    select: { ...SHOWN, passwordHash: true, passwordChangedAt: true, deactivatedAt: true },
  });
  if (!user) throw noSuchAccount();
  return {
    ...view(user),
    has_password: user.passwordHash !== null,
    password_changed_at: user.passwordChangedAt?.toISOString() ?? null,
    deactivated_at: user.deactivatedAt?.toISOString() ?? null,
    sessions: await tx.session.count({ where: { userId: user.id, expires: { gt: new Date() } } }),
  };
}

/** What somebody does to their own account has its place among their own pages, and asks for more there. @throws AppError CONFLICT. */
export function assertSomebodyElse(actor: Actor, id: string): void {
  if (actor.kind === "session" && actor.userId === id) throw conflict("This is your own account. Use the pages of your account for that.");
}

async function ownerOf(tx: Tx, id: string) {
  const owner = await tx.user.findUnique({ where: { id }, select: { id: true, email: true } });
  if (!owner) throw noSuchAccount();
  return owner;
}

/**
 * Shuts an account out: every session ends with the same commit, and its owner is told by mail. Doing it
 * twice is no error. @throws AppError FORBIDDEN, NOT_FOUND; CONFLICT for the last administrator and for oneself.
 */
export async function disableAccount(
  actor: Actor,
  input: z.output<typeof setAccountActiveContract.input>,
): Promise<z.input<typeof setAccountActiveContract.output>> {
  await authorizeAct(actor, "platform.users.manage");
  assertSomebodyElse(actor, input.id);
  const changed = await db.$transaction(async (tx) => {
    const owner = await ownerOf(tx, input.id);
    if (!(await deactivate(tx, actor, owner.id))) return false;
    await tellOwner(tx, actor, "account_deactivated", { userId: owner.id, to: owner.email });
    return true;
  });
  forgetCachedSessions(input.id);
  return { id: input.id, is_active: false, changed };
}

/** Lets a disabled account in again. Doing it twice is no error. @throws AppError FORBIDDEN, NOT_FOUND. */
export async function enableAccount(
  actor: Actor,
  input: z.output<typeof setAccountActiveContract.input>,
): Promise<z.input<typeof setAccountActiveContract.output>> {
  await authorizeAct(actor, "platform.users.manage");
  const changed = await db.$transaction(async (tx) => {
    const owner = await ownerOf(tx, input.id);
    const { count } = await tx.user.updateMany({ where: { id: owner.id, isActive: false }, data: { isActive: true, deactivatedAt: null } });
    if (count > 0) await audit(tx, actor, { action: "account.activated", target: { type: "user", id: owner.id } });
    return count > 0;
  });
  return { id: input.id, is_active: true, changed };
}

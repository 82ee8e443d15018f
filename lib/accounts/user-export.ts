import type { Actor } from "@/lib/access/actor";
import { authorize, authorizeAct } from "@/lib/access/authorize";
import { audit } from "@/lib/audit/audit";
import { db } from "@/lib/db";

/** An account as an export writes it and an import reads it. */
export interface ExportedUser {
  id: string;
  email: string;
  email_verified: boolean;
  username: string | null;
  full_name: string | null;
  role: string;
  /** Only in an export with hashes. */
  password_hash?: string | null;
  locale: string;
  time_zone: string;
  created_at: string;
  is_active: boolean;
  settings: unknown;
}

const PAGE = 1_000;

/** How many accounts there are, for a progress bar. @throws AppError FORBIDDEN. */
export async function countAccounts(actor: Actor): Promise<number> {
  authorize(actor, "platform.users.read");
  return db.user.count();
}

/**
 * Every account, page by page, the oldest first; an account made while it runs may be missing, and those that wait to be erased are. That it was done is
 * recorded before the first page leaves.
 * @throws AppError FORBIDDEN.
 */
export async function* exportUsers(actor: Actor, hashes: "with" | "without"): AsyncGenerator<ExportedUser[]> {
  await authorizeAct(actor, "platform.users.manage");
  await audit(db, actor, { action: "users.exported", details: { password_hashes: hashes === "with" } });
  let cursor: string | null = null;
  for (;;) {
    const page: Awaited<ReturnType<typeof readPage>> = await readPage(cursor);
    if (page.length > 0) yield page.map((user) => view(user, hashes));
    cursor = page.at(-1)?.id ?? null;
    if (page.length < PAGE) return;
  }
}

const readPage = (cursor: string | null) =>
  db.user.findMany({
    where: { eraseAfter: null, ...(cursor === null ? {} : { id: { gt: cursor } }) },
    orderBy: { id: "asc" },
    take: PAGE,
    select: {
      ...{ id: true, email: true, emailVerified: true, username: true, name: true, role: true, passwordHash: true },
      ...{ locale: true, timeZone: true, createdAt: true, isActive: true, settings: true },
    },
  });

function view(user: Awaited<ReturnType<typeof readPage>>[number], hashes: "with" | "without"): ExportedUser {
  return {
    id: user.id,
    email: user.email,
    email_verified: user.emailVerified !== null,
    username: user.username,
    full_name: user.name,
    role: user.role,
    ...(hashes === "with" ? { password_hash: user.passwordHash } : {}),
    locale: user.locale,
    time_zone: user.timeZone,
    created_at: user.createdAt.toISOString(),
    is_active: user.isActive,
    settings: user.settings,
  };
}

import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { authorize, requireUser } from "@/lib/access/authorize";
import { roleNameOf } from "@/lib/access/organization-access";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { Prisma } from "@/lib/generated/prisma/client";
import { readCursor, writeCursor } from "@/lib/organizations/keyset";
import type { listMyOrganizationsContract, listUserOrganizationsContract } from "@/lib/organizations/organizations.schema";
import { restorableUntil } from "@/lib/organizations/views";

interface MineRow {
  id: string;
  slug: string;
  name: string;
  logo: string | null;
  deleted_at: Date | null;
  role: string;
  role_name: string | null;
  unit_id: string | null;
  status: "active" | "suspended" | "ended";
  joined_at: Date;
  ends_at: Date | null;
  sort_key: string;
}

/** The actor's organizations by name, whatever they are in them: a suspended one is shown as such. Keyset paging. */
export async function listMyOrganizations(
  actor: Actor,
  input: z.output<typeof listMyOrganizationsContract.input>,
): Promise<z.input<typeof listMyOrganizationsContract.output>> {
  return organizationsOf(requireUser(actor).userId, input);
}

/** Somebody's organizations by name, for administrators of the platform. @throws AppError FORBIDDEN, NOT_FOUND. */
export async function listUserOrganizations(
  actor: Actor,
  { id, ...input }: z.output<typeof listUserOrganizationsContract.input>,
): Promise<z.input<typeof listUserOrganizationsContract.output>> {
  authorize(actor, "platform.users.read");
  const found = await organizationsOf(id, input);
  if (found.items.length === 0 && (await db.user.count({ where: { id } })) === 0) throw notFound("There is no such account.");
  return found;
}

async function organizationsOf(
  userId: string,
  input: z.output<typeof listMyOrganizationsContract.input>,
): Promise<z.input<typeof listMyOrganizationsContract.output>> {
  const [after, afterId] = input.cursor ? readCursor(input.cursor, ["text", "uuid"]) : [];
  const state =
    input.state === "live"
      ? Prisma.sql`o.deleted_at IS NULL`
      : Prisma.sql`o.deleted_at IS NOT NULL AND m.role = 'owner' AND m.status = 'active'`;
  const rows = await db.$queryRaw<MineRow[]>`
    SELECT o.id, o.slug, o.name, o.logo, o.deleted_at, m.role, r.name AS role_name, m.unit_id, m.joined_at, m.ends_at,
           CASE WHEN m.status = 'suspended' THEN 'suspended' WHEN m.ends_at <= now() THEN 'ended' ELSE 'active' END AS status,
           lower(o.name) AS sort_key
      FROM memberships m JOIN organizations o ON o.id = m.organization_id LEFT JOIN roles r ON r.id = m.role_id
     WHERE m.user_id = ${userId}::uuid AND ${state}
       ${after === undefined || afterId === undefined ? Prisma.empty : Prisma.sql`AND (lower(o.name), o.id) > (${after}, ${afterId}::uuid)`}
     ORDER BY lower(o.name), o.id
     LIMIT ${input.limit + 1} OFFSET ${input.skip ?? 0}`;
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => ({
      id: row.id,
      slug: row.slug,
      name: row.name,
      logo: row.logo,
      role: row.role,
      role_name: roleNameOf(row.role, row.role_name),
      unit_id: row.unit_id,
      status: row.status,
      joined_at: row.joined_at.toISOString(),
      ends_at: row.ends_at?.toISOString() ?? null,
      deleted_at: row.deleted_at?.toISOString() ?? null,
      restorable_until: row.deleted_at ? restorableUntil(row.deleted_at).toISOString() : null,
    })),
    next_cursor: rows.length > input.limit && last ? writeCursor([last.sort_key, last.id]) : null,
  };
}

import type { z } from "zod";
import type { Actor, UserActor } from "@/lib/access/actor";
import { requireInPerson, requireUser } from "@/lib/access/authorize";
import { requireFreshProof } from "@/lib/access/fresh-proof";
import { audit } from "@/lib/audit/audit";
import { db } from "@/lib/db";
import { notFound } from "@/lib/errors";
import type { Device } from "@/lib/generated/prisma/client";
import type { DeviceWhereInput } from "@/lib/generated/prisma/models";
import { describePlace, placeOf } from "@/lib/place";
import { TRUST_DAYS } from "@/lib/sessions/device-row";
import type { DeviceView, forgetDeviceContract, forgetOtherDevicesContract, listDevicesContract } from "@/lib/sessions/devices.schema";
import { forgetCachedSessions } from "@/lib/sessions/session-cache";
import { describeUserAgent } from "@/lib/user-agent";

const DAY_MS = 24 * 60 * 60 * 1000;

const COLUMNS = {
  id: true,
  userAgent: true,
  ip: true,
  firstSeenAt: true,
  lastSeenAt: true,
  trustedUntil: true,
  approvedAt: true,
} as const;

/** The devices that the actor signed in from, the latest used first, the asking one always on the first page's top. */
export async function listDevices(
  actor: Actor,
  input: z.output<typeof listDevicesContract.input>,
): Promise<z.input<typeof listDevicesContract.output>> {
  const user = requireUser(actor);
  const after = input.cursor ? await behind(user.userId, input.cursor) : {};
  if (!after) return { items: [], next_cursor: null };
  const [rows, current, owner] = await Promise.all([
    db.device.findMany({
      where: { userId: user.userId, ...after },
      orderBy: [{ lastSeenAt: "desc" }, { id: "desc" }],
      take: input.limit + 1,
      skip: input.skip ?? 0,
      select: COLUMNS,
    }),
    currentDevice(user),
    db.user.findUnique({ where: { id: user.userId }, select: { passwordChangedAt: true } }),
  ]);
  const page = rows.slice(0, input.limit);
  const views = await Promise.all(page.map((row) => viewOfDevice(row, owner?.passwordChangedAt ?? null)));
  const items = views.map((view) => ({ ...view, current: view.id === current }));
  items.sort((a, b) => Number(b.current) - Number(a.current));
  return { items, next_cursor: rows.length > input.limit ? (page.at(-1)?.id ?? null) : null };
}

/** A device as its owner sees it. @param changedAt when their password was changed last. */
export async function viewOfDevice(row: Pick<Device, keyof typeof COLUMNS>, changedAt: Date | null): Promise<Omit<DeviceView, "current">> {
  const { trustedUntil } = row;
  // As the statement that opens sessions sees it (`isTrusted`): a changed password ends the trust.
  const isTrusted =
    trustedUntil !== null &&
    trustedUntil > new Date() &&
    (changedAt === null || trustedUntil.getTime() > changedAt.getTime() + TRUST_DAYS * DAY_MS);
  return {
    id: row.id,
    name: describeUserAgent(row.userAgent),
    ip: row.ip,
    place: describePlace(await placeOf(row.ip)),
    first_seen_at: row.firstSeenAt.toISOString(),
    last_seen_at: row.lastSeenAt.toISOString(),
    trusted_until: isTrusted ? trustedUntil.toISOString() : null,
    approved_at: row.approvedAt?.toISOString() ?? null,
  };
}

/** What stands behind one of somebody's devices in the list; null for what is none of theirs. */
async function behind(userId: string, cursor: string): Promise<DeviceWhereInput | null> {
  const at = await db.device.findFirst({ where: { id: cursor, userId }, select: { id: true, lastSeenAt: true } });
  return at && { OR: [{ lastSeenAt: { lt: at.lastSeenAt } }, { lastSeenAt: at.lastSeenAt, id: { lt: at.id } }] };
}

async function currentDevice(user: UserActor): Promise<string | null> {
  const session = await db.session.findUnique({ where: { id: user.sessionId }, select: { deviceId: true } });
  return session?.deviceId ?? null;
}

/**
 * Forgets one of the actor's devices: it is trusted no more, the next sign-in from it is one from a new device, and whoever is signed in
 * there is signed out; the asking session stays. @throws AppError STEP_UP_REQUIRED (OWASP ASVS 5.0 §7.5.2); NOT_FOUND for an unknown id and for somebody else's alike; FORBIDDEN for
 * whoever acts as them.
 */
export async function forgetDevice(
  actor: Actor,
  input: z.output<typeof forgetDeviceContract.input>,
): Promise<z.input<typeof forgetDeviceContract.output>> {
  const done = await forget(actor, { id: input.id });
  if (done.forgotten === 0) throw notFound("There is no such device.");
  return done;
}

/** Forgets all of the actor's devices but the asking one. @throws AppError STEP_UP_REQUIRED; FORBIDDEN for whoever acts as them. */
export async function forgetOtherDevices(actor: Actor): Promise<z.input<typeof forgetOtherDevicesContract.output>> {
  const current = await currentDevice(requireUser(actor));
  return forget(actor, current ? { id: { not: current } } : {});
}

async function forget(actor: Actor, which: DeviceWhereInput): Promise<z.input<typeof forgetDeviceContract.output>> {
  const user = requireInPerson(actor, "sessions.end");
  await requireFreshProof(actor);
  const done = await db.$transaction(async (tx) => {
    const rows = await tx.device.findMany({ where: { ...which, userId: user.userId }, select: { id: true } });
    const ids = rows.map(({ id }) => id);
    const { count } = await tx.device.deleteMany({ where: { id: { in: ids }, userId: user.userId } });
    if (count === 0) return { forgotten: 0, sessions_ended: 0 };
    const ended = await tx.session.deleteMany({ where: { userId: user.userId, deviceId: { in: ids }, id: { not: user.sessionId } } });
    const details = { count, sessions_ended: ended.count };
    await audit(tx, actor, { action: "device.forgotten", target: { type: "user", id: user.userId }, details });
    return { forgotten: count, sessions_ended: ended.count };
  });
  forgetCachedSessions(user.userId);
  return done;
}

/** Deletes up to `batch` devices that nobody has signed in from since `before`: their cookie is gone by then. @returns how many went. */
export async function deleteUnusedDevices(before: Date, batch: number): Promise<number> {
  return db.$executeRaw`
    DELETE FROM devices WHERE id IN (
      SELECT id FROM devices WHERE last_seen_at < ${before} ORDER BY last_seen_at LIMIT ${batch} FOR UPDATE SKIP LOCKED
    )`;
}

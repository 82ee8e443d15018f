import type { ArchiveFile } from "@/lib/accounts/data-export/archive";
import { MOST_EVENTS, ownEvents } from "@/lib/accounts/data-export/own-events";
import { toProfileView } from "@/lib/accounts/profile";
import { db } from "@/lib/db";
import { openPhone } from "@/lib/sealed-phone";
import { viewOfDevice } from "@/lib/sessions/devices";
import { viewOfSession } from "@/lib/sessions/view";

/** More sessions, or devices, than anybody has alive at once. */
const MOST_SESSIONS = 1_000;

const MOST_MEMBERSHIPS = 10_000;

const text = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/**
 * The files of the archive about one person, in order, each read when it is its turn.
 * @param onEvents told after each page how many security events are written.
 * @throws Error when the account is gone.
 */
export async function* contents(userId: string, onEvents: (written: number) => Promise<void>): AsyncGenerator<ArchiveFile> {
  const user = await db.user.findUniqueOrThrow({ where: { id: userId } });
  const { user_settings, ...profile } = toProfileView(user);
  yield { name: "README.txt", parts: [README] };
  yield { name: "profile.json", parts: [text(profile)] };
  yield { name: "settings.json", parts: [text(user_settings)] };
  yield { name: "sessions.json", parts: [text(await sessions(userId))] };
  yield { name: "devices.json", parts: [text(await devices(userId))] };
  yield { name: "second-factors.json", parts: [text(await secondFactors(userId))] };
  yield { name: "linked-providers.json", parts: [text(await linkedProviders(userId))] };
  yield { name: "organizations.json", parts: [text(await organizations(userId))] };
  const picture = await db.picture.findUnique({ where: { userId }, select: { bytes: true } });
  if (picture) yield { name: "picture.webp", parts: [picture.bytes] };
  yield { name: "activity.json", parts: activity(userId, onEvents) };
}

async function sessions(userId: string): Promise<object[]> {
  const rows = await db.session.findMany({
    where: { userId, expires: { gt: new Date() } },
    orderBy: { lastSeenAt: "desc" },
    take: MOST_SESSIONS,
  });
  return rows.map(viewOfSession);
}

async function devices(userId: string): Promise<object[]> {
  const rows = await db.device.findMany({ where: { userId }, orderBy: { lastSeenAt: "desc" }, take: MOST_SESSIONS });
  const owner = await db.user.findUniqueOrThrow({ where: { id: userId }, select: { passwordChangedAt: true } });
  return Promise.all(rows.map((row) => viewOfDevice(row, owner.passwordChangedAt)));
}

/** Without secrets and codes, which open doors. */
async function secondFactors(userId: string): Promise<object[]> {
  const where = { userId, confirmedAt: { not: null } };
  const dates = ({ createdAt, lastUsedAt }: { createdAt: Date; lastUsedAt: Date | null }) => ({
    created_at: createdAt.toISOString(),
    last_used_at: lastUsedAt?.toISOString() ?? null,
  });
  const [authenticators, sent] = await Promise.all([
    db.totpAuthenticator.findMany({ where, orderBy: { id: "asc" }, select: { name: true, createdAt: true, lastUsedAt: true } }),
    db.codeFactor.findMany({ where, orderBy: { id: "asc" } }),
  ]);
  return [
    ...authenticators.map((row) => ({ type: "totp", name: row.name, ...dates(row) })),
    ...sent.map((row) => ({ type: row.kind, ...(row.phone ? { phone: openPhone(row.id, row.phone) } : {}), ...dates(row) })),
  ];
}

/** Without the providers' tokens, which open doors. */
async function linkedProviders(userId: string): Promise<object[]> {
  const rows = await db.account.findMany({ where: { userId }, select: { provider: true, providerAccountId: true, createdAt: true } });
  return rows.map((row) => ({
    provider: row.provider,
    provider_account_id: row.providerAccountId,
    linked_at: row.createdAt.toISOString(),
  }));
}

async function organizations(userId: string): Promise<object[]> {
  const rows = await db.membership.findMany({
    where: { userId },
    orderBy: { joinedAt: "asc" },
    take: MOST_MEMBERSHIPS,
    select: { role: true, status: true, joinedAt: true, endsAt: true, organization: { select: { id: true, slug: true, name: true } } },
  });
  return rows.map(({ organization, role, status, joinedAt, endsAt }) => ({
    ...organization,
    role,
    status,
    joined_at: joinedAt.toISOString(),
    ends_at: endsAt?.toISOString() ?? null,
  }));
}

/** One JSON array, written a page at a time. */
async function* activity(userId: string, onEvents: (written: number) => Promise<void>): AsyncGenerator<string> {
  let written = 0;
  yield "[";
  for await (const page of ownEvents(userId)) {
    yield `${written > 0 ? "," : ""}\n${page.map((event) => `  ${JSON.stringify(event)}`).join(",\n")}`;
    written += page.length;
    await onEvents(written);
  }
  yield "\n]\n";
}

const README = `This archive holds what this portal keeps about you.

profile.json            your account: address, name, username, language, time zone
settings.json           settings that apps keep with your account
sessions.json           where you are signed in now
devices.json            browsers that you signed in from
second-factors.json     what you prove besides your password, and the phone that gets your codes
linked-providers.json   other sign-in services that you linked
organizations.json      organizations that you belong to, and as what
picture.webp            your picture, if you set one
activity.json           what happened with your account, the newest first, ${MOST_EVENTS.toLocaleString("en")} events at most

Your password is not in it: only a hash of it is kept, from which nobody can read it.
Times are in UTC. The files are JSON in UTF-8.
`;

import type { Actor } from "@/lib/access/actor";
import { Prisma, queryPrepared } from "@/lib/db";
import { loadKeptKeys } from "@/lib/kept-keys";
import { hashDeviceName, isTrusted, owesApproval } from "@/lib/sessions/device-row";
import { deviceOf, issueDevice } from "@/lib/signin/known-device";

/** The browser or program that somebody signs in with, as one account sees it. */
export interface DeviceAtHand {
  /** What it is given to keep. */
  keeps: string;
  /** `hashDeviceName` of the name in it. */
  nameHash: string;
  /** The same where it shows that the account signed in with it before; null for any other. Never what the device only claims. */
  knownHash: string | null;
}

/** A device that nobody knows yet. */
export const newDevice = (userId: string): DeviceAtHand => atHand(null, userId);

/** @param kept what it kept of an earlier sign-in of anybody, if it did; also under a former key. */
export async function deviceAtHand(kept: string | null, userId: string): Promise<DeviceAtHand> {
  if (kept !== null) await loadKeptKeys();
  return atHand(kept, userId);
}

function atHand(kept: string | null, userId: string): DeviceAtHand {
  const isKnown = kept !== null && deviceOf(kept, userId) !== null;
  const keeps = issueDevice(userId, kept);
  const nameHash = hashDeviceName(keeps.slice(0, keeps.indexOf(".")));
  return { keeps, nameHash, knownHash: isKnown ? nameHash : null };
}

/** What the steps of a sign-in depend on besides its account. */
export interface DeviceFacts {
  hasSecondFactor: boolean;
  /** Whether the device lets its person in without the second factor. */
  isTrusted: boolean;
  /** Whether the person's approval of the device is owed. */
  owesApproval: boolean;
}

const U = Prisma.sql`u`;

/** What holds for an account on a device at this moment. The statements that open sessions ask the same again. */
export async function readDeviceFacts(userId: string, knownHash: string | null): Promise<DeviceFacts> {
  const hash = Prisma.sql`${knownHash}::text`;
  const [facts] = await queryPrepared<DeviceFacts>(
    "device.facts",
    Prisma.sql`SELECT u.second_factor AS "hasSecondFactor", ${isTrusted(U, hash)} AS "isTrusted", ${owesApproval(U, hash)} AS "owesApproval"
                 FROM users AS u WHERE u.id = ${userId}::uuid`,
  );
  return facts ?? { hasSecondFactor: false, isTrusted: false, owesApproval: false };
}

/** Whether an account still knows a device by this name: its owner may have forgotten it. */
async function isDeviceKnown(userId: string, name: string): Promise<boolean> {
  const rows = await queryPrepared<{ id: string }>(
    "device.known",
    Prisma.sql`SELECT id FROM devices WHERE user_id = ${userId}::uuid AND name_hash = ${hashDeviceName(name)}`,
  );
  return rows.length > 0;
}

/** Stands for the account where there is none, so that to look takes as long. */
export const NOBODY = "00000000-0000-0000-0000-000000000000";

/** A name of the device that `userId` has signed in with, or still is; null for any other, and for one that its owner has forgotten. */
export async function knownAs(actor: Actor, userId: string, device: string | null): Promise<string | null> {
  if (actor.kind === "session" && actor.userId === userId) return actor.sessionId;
  if (device === null) return null;
  await loadKeptKeys();
  const name = deviceOf(device, userId);
  return name !== null && (await isDeviceKnown(userId, name)) ? name : null;
}

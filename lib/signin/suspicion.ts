import { isIPv4, isIPv6 } from "node:net";
import type { Place } from "@/lib/place";

/** Why a sign-in is worth a mail; the words are in lib/mail/templates/sign-in-mails.ts. */
export type Suspicion = "new_device" | "new_network" | "impossible_travel" | "many_failures";

/** A sign-in, as far as it is compared with another. */
export interface Seen {
  ip: string | null;
  at: Date;
  /** Null where nothing is known of it. */
  place: Place | null;
}

export interface Look {
  now: Seen;
  isNewDevice: boolean;
  /** The sign-ins before it, the newest first; none for the first of an account, which nothing is suspected of. */
  before: readonly Seen[];
  /** Failures on the account since the newest of them, of the last day. */
  failures: number;
}

/** So many failures before a sign-in are somebody who guesses. */
const MANY_FAILURES = 10;

/** Faster than an airliner, in km/h; and so near that places are only guessed differently, in km. */
const FASTEST_KMH = 1_000;
const NEAR_KM = 500;

/** What is unlike the owner in a sign-in. */
export function suspicionsIn({ now, isNewDevice, before, failures }: Look): Suspicion[] {
  if (before.length === 0) return [];
  const networks = new Set(before.map(({ ip }) => wideNetworkOf(ip)));
  const isNewNetwork = now.ip !== null && !networks.has(wideNetworkOf(now.ip));
  return [
    ...(isNewDevice ? (["new_device"] as const) : []),
    ...(isNewNetwork ? (["new_network"] as const) : []),
    ...(isImpossible(
      before.find(({ place }) => place !== null),
      now,
    )
      ? (["impossible_travel"] as const)
      : []),
    ...(failures >= MANY_FAILURES ? (["many_failures"] as const) : []),
  ];
}

/** The /24 of an IPv4 address, the /48 of an IPv6 one: what one household or office stays in. */
export function wideNetworkOf(ip: string | null): string | null {
  if (ip === null) return null;
  if (isIPv4(ip)) return ip.slice(0, ip.lastIndexOf("."));
  if (!isIPv6(ip)) return ip;
  const [head = "", tail] = ip.split("::");
  const groups = head === "" ? [] : head.split(":");
  if (tail !== undefined) groups.push("0", "0", "0");
  return groups
    .slice(0, 3)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":");
}

function isImpossible(before: Seen | undefined, now: Seen): boolean {
  if (!before?.place || !now.place) return false;
  const km = distanceKm(before.place, now.place);
  const hours = Math.max(now.at.getTime() - before.at.getTime(), 0) / 3_600_000;
  return km > NEAR_KM && km > hours * FASTEST_KMH;
}

const EARTH_KM = 6_371;

/** The way along the surface of the earth (haversine). */
function distanceKm(a: Place, b: Place): number {
  const radians = (degrees: number) => (degrees * Math.PI) / 180;
  const dLatitude = radians(b.latitude - a.latitude);
  const dLongitude = radians(b.longitude - a.longitude);
  const h = Math.sin(dLatitude / 2) ** 2 + Math.cos(radians(a.latitude)) * Math.cos(radians(b.latitude)) * Math.sin(dLongitude / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.sqrt(h));
}

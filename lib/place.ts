import { readFile } from "node:fs/promises";
import { isIP } from "node:net";
import { type CityResponse, Reader } from "mmdb-lib";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { processSingleton } from "@/lib/process-singleton";

/** Where an address is, as near as a database knows. */
export interface Place {
  city: string | null;
  country: string | null;
  latitude: number;
  longitude: number;
}

/** Looks an address up; null where nothing is known of it. */
type PlaceLookup = (ip: string) => Place | null;

const NOWHERE: PlaceLookup = () => null;

const loading = processSingleton<{ lookup?: Promise<PlaceLookup> }>("places", () => ({}));

/**
 * Where an address is, by the database of PLACE_DATABASE alone: nothing is asked of anybody. Null without one, for an address that it does
 * not know, and where it cannot be read, which is logged once.
 */
export async function placeOf(ip: string | null): Promise<Place | null> {
  if (ip === null || env.PLACE_DATABASE === undefined) return null;
  loading.lookup ??= openDatabase(env.PLACE_DATABASE);
  return (await loading.lookup)(ip);
}

/** "Lyon, France"; "unknown place" where nothing is known. */
export const describePlace = (place: Place | null): string =>
  [place?.city, place?.country].filter((part) => typeof part === "string").join(", ") || "unknown place";

/** Reads a file in MaxMind's format, of cities or countries, into memory. Never throws. */
export async function openDatabase(path: string): Promise<PlaceLookup> {
  try {
    const reader = new Reader<CityResponse>(await readFile(path));
    return (ip) => {
      // What is no address, or one of a kind that the database does not hold, it would throw at.
      if (isIP(ip) === 0 || (isIP(ip) === 6 && reader.metadata.ipVersion === 4)) return null;
      const found = reader.get(ip);
      if (found?.location?.latitude === undefined || found.location.longitude === undefined) return null;
      const { latitude, longitude } = found.location;
      return { city: found.city?.names?.en ?? null, country: found.country?.names?.en ?? null, latitude, longitude };
    };
  } catch (error) {
    log.error({ err: error }, "PLACE_DATABASE cannot be read: places are unknown");
    return NOWHERE;
  }
}

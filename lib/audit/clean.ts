/** What `details` may hold. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

const MAX_TEXT = 1024;
const MAX_ENTRIES = 100;
const MAX_DEPTH = 6;
const CUT = "…";

// Controls (C0, DEL, C1), line and paragraph separators, and the marks that turn the reading direction:
// each could forge a line, or the look of one, in whatever shows the row (ASVS 16.4.1).
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this looks for
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g;

/** C0 controls become their visible pictures (U+2400 …), so that it stays readable what was sent. */
function picture(character: string): string {
  const code = character.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? "\u2421" : "\ufffd";
}

/**
 * Text that is safe in one line of any log and that PostgreSQL accepts: no control or direction
 * character, no lone surrogate, at most `maxLength` UTF-16 units. Cleaning twice changes nothing more.
 */
export function cleanText(value: string, maxLength: number = MAX_TEXT): string {
  return value.slice(0, maxLength).toWellFormed().replace(UNSAFE, picture);
}

/** `cleanText` for every key and string in `value`; what is too deep or too many is cut, shown by "…". */
export function cleanJson(value: Json, depth = 0): Json {
  if (typeof value === "string") return cleanText(value);
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (value === null || typeof value !== "object") return value;
  if (depth >= MAX_DEPTH) return CUT;
  if (Array.isArray(value)) {
    const items = value.slice(0, MAX_ENTRIES).map((item) => cleanJson(item, depth + 1));
    return value.length > MAX_ENTRIES ? [...items, CUT] : items;
  }
  const entries = Object.entries(value);
  const kept = entries.slice(0, MAX_ENTRIES).map(([key, item]): [string, Json] => [cleanText(key), cleanJson(item, depth + 1)]);
  // fromEntries defines properties, so that a key such as "__proto__" is only a key.
  return Object.fromEntries(entries.length > MAX_ENTRIES ? [...kept, [CUT, CUT]] : kept);
}

import { z } from "zod";
import { invalidInput } from "@/lib/errors";

const keys = z.array(z.string().max(400)).min(1).max(4);

/** What each kind of sort key looks like, so that the database can read whatever passes. */
const KINDS = {
  text: z.string().refine((value) => !value.includes("\0") && value.isWellFormed()),
  /** In UTC, to the microsecond. */
  timestamptz: z.iso.datetime({ precision: 6 }).refine((value) => !value.startsWith("0000")),
  uuid: z.uuid(),
} as const;

/** What a sort key is to the database. */
export type KeyKind = keyof typeof KINDS;

/** The sort keys of a page's last row as an opaque cursor. */
export function writeCursor(values: readonly string[]): string {
  return Buffer.from(JSON.stringify(values)).toString("base64url");
}

/**
 * Reads a cursor back: a list of sort keys of these kinds. Whoever changes one only asks for another place in a list that
 * they may read anyway. @throws AppError VALIDATION_ERROR for what is no cursor of such a list.
 */
export function readCursor(cursor: string, kinds: readonly KeyKind[]): string[] {
  try {
    const values = keys.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
    if (values.length === kinds.length && kinds.every((kind, at) => KINDS[kind].safeParse(values[at]).success)) return values;
  } catch {
    // Falls through to the one refusal.
  }
  throw invalidInput({ cursor: ["This is not a cursor."] });
}

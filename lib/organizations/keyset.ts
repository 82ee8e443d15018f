import { z } from "zod";
import { invalidInput } from "@/lib/errors";

const keys = z.array(z.string().max(400)).min(1).max(4);

/** The sort keys of a page's last row as an opaque cursor. */
export function writeCursor(values: readonly string[]): string {
  return Buffer.from(JSON.stringify(values)).toString("base64url");
}

/**
 * Reads a cursor back: a list of sort keys, the last of which is an id. Whoever changes one only asks for another place
 * in a list that they may read anyway. @throws AppError VALIDATION_ERROR for what is no cursor of such a list.
 */
export function readCursor(cursor: string, length: number): string[] {
  try {
    const values = keys.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
    const isUsable = values.length === length && values.every((value) => !value.includes("\0") && value.isWellFormed());
    if (isUsable && z.uuid().safeParse(values.at(-1)).success) return values;
  } catch {
    // Falls through to the one refusal.
  }
  throw invalidInput({ cursor: ["This is not a cursor."] });
}

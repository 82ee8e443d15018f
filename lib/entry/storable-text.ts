import { AppError } from "@/lib/errors";

const MAX_DEPTH = 32;

/**
 * Refuses input that cannot be stored as text or that nests deeper than any form of ours: NUL
 * (PostgreSQL has no such character in text) and lone surrogates (RFC 8259 §8.2).
 * @throws AppError MALFORMED_REQUEST.
 */
export function assertStorable(value: unknown, depth = 0): void {
  if (typeof value === "string") {
    if (value.includes("\0") || !value.isWellFormed()) {
      throw new AppError("MALFORMED_REQUEST", "The request contains a character that is not text.");
    }
    return;
  }
  if (typeof value !== "object" || value === null) return;
  if (depth >= MAX_DEPTH) throw new AppError("MALFORMED_REQUEST", "The request is nested too deeply.");
  for (const [key, child] of Object.entries(value)) {
    assertStorable(key, depth + 1);
    assertStorable(child, depth + 1);
  }
}

import type { z } from "zod";
import { sha256 } from "@/lib/crypto";
import { preconditionFailed } from "@/lib/errors";
import type { AssertUnchanged } from "@/lib/precondition";

/** The strong entity tag of what is answered (RFC 9110 §8.8.3): it changes when any of it does. */
export function entityTag(data: unknown): string {
  return `"${sha256(JSON.stringify(data)).slice(0, 32)}"`;
}

/** The tags of an `If-Match` or `If-None-Match`, weak ones with their `W/`; `*` as itself. */
const tagsIn = (header: string): string[] => (header.trim() === "*" ? ["*"] : (header.match(/(?:W\/)?"[^"]*"/g) ?? []));

/** Whether the caller has this already: `If-None-Match` compares weakly (RFC 9110 §13.1.2). */
export function isKnown(ifNoneMatch: string | null, tag: string): boolean {
  return ifNoneMatch !== null && tagsIn(ifNoneMatch).some((known) => known === "*" || known.replace(/^W\//, "") === tag);
}

/**
 * What `If-Match` demands of the thing that is to be changed; undefined when it is not sent. It compares strongly
 * (RFC 9110 §13.1.1), with what `output` would let the caller see.
 */
export function unchangedSince(ifMatch: string | null, output: z.ZodType): AssertUnchanged | undefined {
  if (ifMatch === null) return undefined;
  const tags = tagsIn(ifMatch);
  return (view) => {
    if (!tags.includes("*") && !tags.includes(entityTag(output.parse(view)))) throw preconditionFailed();
  };
}

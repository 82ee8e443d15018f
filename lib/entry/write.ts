import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { undertakingOf } from "@/lib/entry/idempotency/idempotency-key";
import { once } from "@/lib/entry/idempotency/once";
import { limit } from "@/lib/limits/limit";

/** One write as a door sees it. */
export interface Write<T> {
  actor: Actor;
  request: Request;
  contract: { status?: number; budget?: "own"; output: z.ZodType<T> };
  /** All that was sent, parsed. */
  input: unknown;
  /** Answers with what the contract declares, and nothing else: it may be kept. */
  work: () => Promise<T>;
}

export interface Written<T> {
  output: T;
  headers: Record<string, string>;
}

/**
 * Does a write within its budget; once, when it creates something and came with an `Idempotency-Key`.
 * @throws AppError what `limit`, `once` and `work` throw.
 */
export async function write<T>({ actor, request, contract, input, work }: Write<T>): Promise<Written<T>> {
  const key = contract.status === 201 ? request.headers.get("idempotency-key") : null;
  // Who only comes for an answer that is kept does not reach the rule, and spends here.
  if (contract.budget !== "own" || key !== null) {
    await (actor.kind === "session" ? limit("api.write", actor.userId) : limit("api.write.ip", actor.context.ip ?? "unknown"));
  }
  if (key === null) return { output: await work(), headers: {} };
  const done = await once(undertakingOf(key, actor, new URL(request.url).pathname, input), work);
  if (!done.isReplay) return { output: done.output, headers: {} };
  return { output: contract.output.parse(done.kept), headers: { "idempotency-replayed": "true" } };
}

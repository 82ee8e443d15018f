import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import type { ActionResult } from "@/lib/entry/action-result";
import { identifyCaller } from "@/lib/entry/actor";
import { parseInput } from "@/lib/entry/parse-input";
import { toPublicError } from "@/lib/entry/public-error";
import { assertStorable } from "@/lib/entry/storable-text";
import { env } from "@/lib/env";
import { forbidden } from "@/lib/errors";

export interface Contract<I extends z.ZodType, O extends z.ZodType> {
  input: I;
  output: O;
}

/**
 * Makes a server action of a domain function: finds out who calls, checks that the call comes from our own
 * pages, parses the input, calls, keeps only the declared output, and turns every error into a result that
 * a form can show. The rules, including who may, are the domain function's.
 */
export function action<I extends z.ZodType, O extends z.ZodType>(
  contract: Contract<I, O>,
  perform: (actor: Actor, input: z.output<I>) => Promise<z.input<O>>,
): (input: z.input<I>) => Promise<ActionResult<z.output<O>>> {
  return async (input) => {
    const requestHeaders = await headers();
    let requestId = requestHeaders.get("x-request-id") ?? "";
    try {
      // Next compares Origin with Host; this compares it with the only origin we have.
      const origin = requestHeaders.get("origin");
      if (origin !== env.APP_URL) throw forbidden("This request came from another site.");
      const { actor } = await identifyCaller(requestHeaders);
      requestId = actor.context.requestId;
      assertStorable(input);
      const result = await perform(actor, parseInput(contract.input, input));
      return { ok: true, data: contract.output.parse(result) };
    } catch (error) {
      unstable_rethrow(error);
      const known = toPublicError(error, requestId);
      return {
        ok: false,
        error: {
          type: known.type,
          message: known.message,
          requestId,
          ...(known.fields ? { fields: known.fields } : {}),
          ...(known.details ? { details: known.details } : {}),
          ...(known.retryAfterSeconds ? { retryAfterSeconds: known.retryAfterSeconds } : {}),
        },
      };
    }
  };
}

/** The output of an action that only succeeds or fails. */
export const nothing = z.object({});

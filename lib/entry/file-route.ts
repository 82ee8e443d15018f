import type { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { identifyCaller } from "@/lib/entry/actor";
import { failure } from "@/lib/entry/envelope";
import { parseInput } from "@/lib/entry/parse-input";
import { toPublicError } from "@/lib/entry/public-error";
import type { RouteHandler } from "@/lib/entry/route";

/** A file whose bytes are made while it is sent. */
interface SentFile {
  fileName: string;
  mediaType: string;
  /** Pieces of the file, in order. */
  pieces: AsyncGenerator<string>;
}

/** Makes a route handler of a domain function that answers with a file; errors before its first byte are answered in the envelope. */
export function fileRoute<I extends z.ZodType>(input: I, perform: (actor: Actor, input: z.output<I>) => Promise<SentFile>): RouteHandler {
  return async (request, context) => {
    const requestId = request.headers.get("x-request-id") ?? "";
    try {
      const { actor } = await identifyCaller(request.headers);
      const query = Object.fromEntries(new URL(request.url).searchParams);
      const { fileName, mediaType, pieces } = await perform(actor, parseInput(input, { ...query, ...(await context.params) }));
      return new Response(request.method === "HEAD" ? null : asBytes(pieces), {
        headers: {
          "content-type": mediaType,
          "content-disposition": `attachment; filename="${fileName}"`,
          "cache-control": "no-store",
          "x-request-id": requestId,
        },
      });
    } catch (error) {
      return failure(toPublicError(error, requestId), requestId);
    }
  };
}

function asBytes(pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}

import { z } from "zod";
import type { Actor } from "@/lib/access/actor";
import { identifyCaller } from "@/lib/entry/actor";
import { failure } from "@/lib/entry/envelope";
import { toPublicError } from "@/lib/entry/public-error";
import type { RouteHandler } from "@/lib/entry/route";
import { notFound } from "@/lib/errors";

/**
 * Answers with a stored picture as bytes. Its address changes with its content, so the browser may keep it for good.
 * @param parameter of the path, that names whose it is.
 */
export function pictureRoute(
  parameter: string,
  read: (actor: Actor, id: string) => Promise<{ bytes: Uint8Array; digest: string } | null>,
): RouteHandler {
  return async (request, context) => {
    const requestId = request.headers.get("x-request-id") ?? "";
    try {
      const { actor } = await identifyCaller(request.headers);
      const id = z.uuid().safeParse((await context.params)[parameter]);
      const picture = id.success ? await read(actor, id.data) : null;
      if (!picture) throw notFound("There is no such picture.");
      return new Response(new Uint8Array(picture.bytes), {
        headers: { "content-type": "image/webp", "cache-control": "private, max-age=31536000, immutable", etag: `"${picture.digest}"` },
      });
    } catch (error) {
      return failure(toPublicError(error, requestId), requestId);
    }
  };
}

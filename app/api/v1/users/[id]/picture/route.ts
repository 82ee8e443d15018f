import { z } from "zod";
import { readPicture } from "@/lib/accounts/picture";
import { identifyCaller } from "@/lib/entry/actor";
import { failure } from "@/lib/entry/envelope";
import { toPublicError } from "@/lib/entry/public-error";
import { endpoint } from "@/lib/entry/route";
import { notFound } from "@/lib/errors";

/** A profile picture as bytes. Its address changes with its content, so the browser may keep it for good. */
async function getPicture(
  request: Request,
  context: { params: Promise<Record<string, string | string[] | undefined>> },
): Promise<Response> {
  const requestId = request.headers.get("x-request-id") ?? "";
  try {
    const { actor } = await identifyCaller(request.headers);
    const id = z.uuid().safeParse((await context.params).id);
    const picture = id.success ? await readPicture(actor, id.data) : null;
    if (!picture) throw notFound("There is no such picture.");
    return new Response(new Uint8Array(picture.bytes), {
      headers: { "content-type": "image/webp", "cache-control": "private, max-age=31536000, immutable", etag: `"${picture.digest}"` },
    });
  } catch (error) {
    return failure(toPublicError(error, requestId), requestId);
  }
}

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({ GET: getPicture });

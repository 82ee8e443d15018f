import { identifyCaller } from "@/lib/entry/actor";
import { failure } from "@/lib/entry/envelope";
import { parseInput } from "@/lib/entry/parse-input";
import { toPublicError } from "@/lib/entry/public-error";
import { endpoint, type RouteHandler } from "@/lib/entry/route";
import { exportAuditEventsContract } from "@/lib/organizations/audit-events.schema";
import { exportAuditEvents } from "@/lib/organizations/audit-export";

/** The audit log as a file, sent while it is read. */
const getExport: RouteHandler = async (request, context) => {
  const requestId = request.headers.get("x-request-id") ?? "";
  try {
    const { actor } = await identifyCaller(request.headers);
    const query = Object.fromEntries(new URL(request.url).searchParams);
    const input = parseInput(exportAuditEventsContract.input, { ...query, ...(await context.params) });
    const { fileName, mediaType, pieces } = await exportAuditEvents(actor, input);
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

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({ GET: getExport });

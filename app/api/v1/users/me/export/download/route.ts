import { downloadDataExport, findDataExport } from "@/lib/accounts/data-export/request";
import { identifyCaller } from "@/lib/entry/actor";
import { failure } from "@/lib/entry/envelope";
import { toPublicError } from "@/lib/entry/public-error";
import { endpoint, type RouteHandler } from "@/lib/entry/route";
import { notFound } from "@/lib/errors";

/** The archive with one's data as a file. HEAD only looks whether there is one. */
const getArchive: RouteHandler = async (request) => {
  const requestId = request.headers.get("x-request-id") ?? "";
  try {
    const { actor } = await identifyCaller(request.headers);
    if (request.method === "HEAD") {
      if ((await findDataExport(actor)).status !== "ready") throw notFound();
      return new Response(null, { headers: { "content-type": "application/zip", "cache-control": "no-store" } });
    }
    const { bytes, fileName } = await downloadDataExport(actor);
    return new Response(bytes, {
      headers: {
        "content-type": "application/zip",
        "content-disposition": `attachment; filename="${fileName}"`,
        "cache-control": "no-store",
        "x-request-id": requestId,
      },
    });
  } catch (error) {
    return failure(toPublicError(error, requestId), requestId);
  }
};

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({ GET: getArchive });

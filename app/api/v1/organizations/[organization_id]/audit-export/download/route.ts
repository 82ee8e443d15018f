import { identifyCaller } from "@/lib/entry/actor";
import { failure } from "@/lib/entry/envelope";
import { parseInput } from "@/lib/entry/parse-input";
import { toPublicError } from "@/lib/entry/public-error";
import { endpoint, type RouteHandler } from "@/lib/entry/route";
import { notFound } from "@/lib/errors";
import { downloadAuditFile, findAuditFile } from "@/lib/organizations/audit-export-job";
import { getAuditFileContract } from "@/lib/organizations/audit-file.schema";

/** The finished file of a search in the audit log. HEAD only looks whether there is one. */
const getFile: RouteHandler = async (request, context) => {
  const requestId = request.headers.get("x-request-id") ?? "";
  try {
    const { actor } = await identifyCaller(request.headers);
    const input = parseInput(getAuditFileContract.input, { ...(await context.params) });
    if (request.method === "HEAD") {
      if ((await findAuditFile(actor, input)).status !== "ready") throw notFound();
      return new Response(null, { headers: { "cache-control": "no-store", "x-request-id": requestId } });
    }
    const { bytes, fileName, mediaType } = await downloadAuditFile(actor, input);
    return new Response(bytes, {
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

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({ GET: getFile });

import { findDataExport, obtainDataExport, requestDataExport } from "@/lib/accounts/data-export/request";
import { dataExportContract } from "@/lib/accounts/privacy.schema";
import { identifyCaller } from "@/lib/entry/actor";
import { failure, success } from "@/lib/entry/envelope";
import { toPublicError } from "@/lib/entry/public-error";
import { endpoint, type RouteHandler, route } from "@/lib/entry/route";

const PREPARING = { status: 202, message: "Your data is being prepared." };

/** The same answer under two statuses, which a `route` does not have: 202 until the archive is ready (RFC 9110 §15.3.3). */
const getDataExport: RouteHandler = async (request) => {
  const requestId = request.headers.get("x-request-id") ?? "";
  try {
    const { actor } = await identifyCaller(request.headers);
    const found = await (request.method === "HEAD" ? findDataExport(actor) : obtainDataExport(actor));
    const data = dataExportContract.output.parse(found);
    return success(data, { requestId, ...(data.status === "preparing" ? PREPARING : {}) });
  } catch (error) {
    return failure(toPublicError(error, requestId), requestId);
  }
};

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({
  GET: Object.assign(getDataExport, { contract: dataExportContract }),
  POST: route({ ...dataExportContract, ...PREPARING }, requestDataExport),
});

import { serveDocument } from "@/lib/entry/openapi/site/serve-document";
import { endpoint } from "@/lib/entry/route";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint({ GET: serveDocument });

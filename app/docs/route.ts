import { refuseReader } from "@/lib/entry/openapi/site/access";
import { viewerPage } from "@/lib/entry/openapi/site/pages";

/** The API's console. */
export async function GET(request: Request): Promise<Response> {
  return refuseReader(request.headers) ?? viewerPage("swagger", request.headers.get("x-nonce") ?? "");
}

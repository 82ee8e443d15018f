import { refuseReader } from "@/lib/entry/openapi/site/access";
import { viewerPage } from "@/lib/entry/openapi/site/pages";

/** The API's reference, for reading. */
export async function GET(request: Request): Promise<Response> {
  return refuseReader(request.headers) ?? viewerPage("redoc", request.headers.get("x-nonce") ?? "");
}

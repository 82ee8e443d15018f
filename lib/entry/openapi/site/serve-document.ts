import { sha256 } from "@/lib/crypto";
import { openApiText } from "@/lib/entry/openapi/document";
import { refuseReader } from "@/lib/entry/openapi/site/access";

/** Answers with the document, and with 304 to who has it already (RFC 9110 §13.1.2). */
export async function serveDocument(request: Request): Promise<Response> {
  const refused = refuseReader(request.headers);
  if (refused) return refused;
  const text = openApiText();
  const etag = `"${sha256(text)}"`;
  const headers = { etag, "cache-control": "private, no-cache" };
  if (request.headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers });
  return new Response(text, { headers: { ...headers, "content-type": "application/json; charset=utf-8" } });
}

import { constantTimeEqual } from "@/lib/crypto";
import { env } from "@/lib/env";

/**
 * The refusal of somebody who may not read the API's documentation, null for everybody else. With DOCS_BASIC_AUTH
 * set, user and password are asked for (RFC 7617); without it anybody may read.
 */
export function refuseReader(headers: Headers, expected: string | undefined = env.DOCS_BASIC_AUTH): Response | null {
  if (expected === undefined) return null;
  const given = /^Basic +([A-Za-z0-9+/]+=*)$/i.exec(headers.get("authorization") ?? "")?.[1] ?? "";
  if (constantTimeEqual(Buffer.from(given, "base64").toString("utf8"), expected)) return null;
  return new Response("The documentation of this API asks for a user and a password.\n", {
    status: 401,
    headers: {
      "content-type": "text/plain; charset=utf-8",
      "cache-control": "no-store",
      "www-authenticate": 'Basic realm="API documentation", charset="UTF-8"',
    },
  });
}

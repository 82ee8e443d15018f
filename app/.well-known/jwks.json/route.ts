import { publicKeySet } from "@/lib/tokens/signing-keys";

// Read at every request: a rotation shows at once.
export const dynamic = "force-dynamic";

/** The public halves of the signing keys, for whoever checks our access tokens (RFC 7517 §5). */
export async function GET(): Promise<Response> {
  return Response.json(await publicKeySet(), {
    headers: { "content-type": "application/jwk-set+json", "cache-control": "public, max-age=300", "access-control-allow-origin": "*" },
  });
}

import type { Acr } from "@/lib/access/acr.schema";

/**
 * The authentication context class of these method references (RFC 8176): `phr` for a proof that cannot be phished, as a
 * passkey is (OpenID Connect EAP ACR Values 1.0 §2), `2` for two factors, `1` for one, and `0` for whoever proved nothing of the
 * account's, as an administrator who acts as somebody (OpenID Connect Core 1.0 §2).
 */
export function acrOf(amr: readonly string[]): Acr {
  if (amr.includes("hwk") || amr.includes("swk")) return "phr";
  if (amr.includes("mfa")) return "2";
  return amr.length > 0 ? "1" : "0";
}

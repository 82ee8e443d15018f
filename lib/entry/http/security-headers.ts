/** For everything that is no page: nothing in it may run, load or be framed. Pages get theirs, with a nonce, from middleware.ts. */
export const STRICT_CSP = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** What no page of ours needs of a browser; passkeys (publickey-credentials-*) and copying to the clipboard stay ours alone. */
const PERMISSIONS = [
  "accelerometer=()",
  "autoplay=()",
  "browsing-topics=()",
  "camera=()",
  "display-capture=()",
  "encrypted-media=()",
  "geolocation=()",
  "gyroscope=()",
  "magnetometer=()",
  "microphone=()",
  "midi=()",
  "payment=()",
  "usb=()",
  "xr-spatial-tracking=()",
  "clipboard-write=(self)",
  "publickey-credentials-create=(self)",
  "publickey-credentials-get=(self)",
].join(", ");

/**
 * What every answer carries unless its maker said otherwise (OWASP ASVS 5.0 §3.4). `strict-origin` rather
 * than `no-referrer`: both keep a mailed token out of Referer, but with `no-referrer` browsers send
 * `Origin: null` on form posts (Fetch §3.2), which our own origin check must refuse.
 */
export function securityHeaders(options: { https: boolean }): ReadonlyArray<readonly [string, string]> {
  return [
    ["Content-Security-Policy", STRICT_CSP],
    ["Cache-Control", "no-store"],
    ["X-Content-Type-Options", "nosniff"],
    ["X-Frame-Options", "DENY"],
    ["Referrer-Policy", "strict-origin"],
    ["Cross-Origin-Opener-Policy", "same-origin"],
    ["Cross-Origin-Resource-Policy", "same-origin"],
    ["Origin-Agent-Cluster", "?1"],
    ["X-Permitted-Cross-Domain-Policies", "none"],
    ["Permissions-Policy", PERMISSIONS],
    // RFC 6797 §7.2: it must not be sent over plain HTTP.
    ...(options.https ? [["Strict-Transport-Security", "max-age=63072000; includeSubDomains"] as const] : []),
  ];
}

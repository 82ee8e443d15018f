/** 128 random bits, base64: unguessable within the life of one answer (CSP Level 3 §7.1). */
export function newNonce(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
}

export interface PagePolicy {
  nonce: string;
  path: string;
  mode: "production" | "development";
}

/**
 * The policy of a page. Scripts run by nonce only, and what they load runs because they loaded it.
 * Style elements need the nonce too; style attributes are allowed, because server rendering writes them
 * and they can run nothing. Framed mail in the inbox inherits the page's policy, so that page
 * allows style elements without one: every mail brings its own. /docs needs nothing more; /redoc does.
 */
export function pagePolicy({ nonce, path, mode }: PagePolicy): string {
  const development = mode === "development";
  const isInbox = path === "/dev/inbox" || path.startsWith("/dev/inbox/");
  // ReDoc makes its style elements as it goes and knows no nonce, and searches in a worker made of a blob.
  const isRedoc = path === "/redoc";
  const unnamedStyles = development || isInbox || isRedoc;
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    // A nonce would switch 'unsafe-inline' off (CSP Level 3 §6.7.3.2).
    unnamedStyles ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${development ? " ws:" : ""}`,
    "manifest-src 'self'",
    ...(isInbox ? ["frame-src 'self'"] : []),
    // The sign-in page has a worker of ours do the work of a challenge.
    `worker-src ${isRedoc ? "blob:" : "'self'"}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

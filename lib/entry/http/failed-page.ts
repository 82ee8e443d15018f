import { createHash } from "node:crypto";
import { brand } from "@/lib/brand";

/** Seconds after which a page that failed for a passing reason may be asked for again. */
const RETRY_SECONDS = 5;

export interface FailedPage {
  status: 500 | 503;
  headers: Record<string, string | number>;
  body: string;
}

// Nothing of the build is needed to show it; the colours are those of app/globals.css.
const STYLE = `
  :root { color-scheme: light dark; --background: #faf9f7; --foreground: #1d1b18; --muted: #615c55; --accent: #2c49c4; }
  @media (prefers-color-scheme: dark) {
    :root { --background: #131211; --foreground: #f1eee9; --muted: #aca59c; --accent: #93a9ff; }
  }
  body { margin: 0; min-height: 100dvh; display: grid; align-items: center; background: var(--background); color: var(--foreground);
    font: 1rem/1.6 system-ui, sans-serif; }
  main { max-width: 29.5rem; margin: 0 auto; padding: 4rem 1.25rem; }
  h1 { margin: 0; font-size: 1.875rem; line-height: 1.2; font-weight: 600; letter-spacing: -0.025em; }
  p { margin: 0.75rem 0 0; color: var(--muted); }
  a { display: inline-block; padding: 0.25rem 0; color: var(--accent); }
  small { display: block; margin-top: 2.5rem; font: 0.75rem/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
`;

/** CSP Level 3 §8.1: this one style sheet and nothing else, so that no nonce is needed. */
const POLICY = `default-src 'none'; style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

const WORDS = {
  503: {
    title: "Back in a moment",
    text: "We cannot reach our database right now. Nothing is lost, and whoever was signed in still is. Try again in a moment.",
  },
  500: {
    title: "Something went wrong on our side",
    text: "Nothing you did caused this. Try again in a moment; if it stays, give the reference below to whoever runs this portal.",
  },
} as const;

/**
 * What a browser gets in place of a page that could not be rendered: it needs no script, no file and no database,
 * says whether waiting helps, and tells nothing of the cause.
 */
export function failedPage(status: 500 | 503, requestId: string): FailedPage {
  const { title, text } = WORDS[status];
  const body = `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} · ${brand.name}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>${title}</h1>
<p>${text}</p>
<p><a href="">Try again</a></p>
<small>Reference ${requestId}</small>
</main>
</body>
</html>
`;
  return {
    status,
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Length": Buffer.byteLength(body),
      "Content-Security-Policy": POLICY,
      "Cache-Control": "no-store",
      ...(status === 503 ? { "Retry-After": RETRY_SECONDS } : {}),
    },
    body,
  };
}

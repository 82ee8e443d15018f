import { assetAddress } from "@/lib/entry/openapi/site/assets";
import { resolveSubtree } from "@/lib/entry/openapi/site/resolve-subtree";

/** Which of the two viewers a page shows. */
export type Viewer = "swagger" | "redoc";

const DOCUMENT = "/api/openapi.json";

interface Parts {
  title: string;
  styles: string;
  script: string;
  start: string;
}

const VIEWERS: Record<Viewer, Parts> = {
  swagger: {
    title: "Portico API",
    styles: `<link rel="stylesheet" href="${assetAddress("swagger-ui.css")}">`,
    script: assetAddress("swagger-ui-bundle.js"),
    // Each click draws all that is open anew: the groups are closed at first, or every click would take half a second.
    // What Authorize fetches stays in the page's memory: nothing is kept when it closes.
    start: `SwaggerUIBundle({ url: "${DOCUMENT}", dom_id: "#viewer", deepLinking: true, docExpansion: "none", filter: true, persistAuthorization: false, validatorUrl: null, plugins: [{ fn: { resolveSubtree: ${resolveSubtree} } }] });`,
  },
  redoc: {
    title: "Portico API reference",
    styles: "",
    script: assetAddress("redoc.standalone.js"),
    start: `Redoc.init("${DOCUMENT}", { nativeScrollbars: true }, document.getElementById("viewer"));`,
  },
};

/** A page with one viewer. Its scripts run by the nonce of the policy that middleware.ts made for it. */
export function viewerPage(viewer: Viewer, nonce: string): Response {
  const { title, styles, script, start } = VIEWERS[viewer];
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
${styles}
</head>
<body>
<main id="viewer"></main>
<noscript>This page needs JavaScript. The document itself is at <a href="${DOCUMENT}">${DOCUMENT}</a>.</noscript>
<script nonce="${nonce}" src="${script}"></script>
<script nonce="${nonce}">${start}</script>
</body>
</html>
`;
  return new Response(html, { headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" } });
}

// Mail programs know no custom properties: these are the tokens of app/globals.css, written out.

const light = {
  background: "#faf9f7",
  surface: "#ffffff",
  subtle: "#f3f1ed",
  foreground: "#1d1b18",
  muted: "#615c55",
  border: "#e3dfd8",
  accent: "#2c49c4",
  accentForeground: "#ffffff",
};

const dark: typeof light = {
  background: "#131211",
  surface: "#1b1a18",
  subtle: "#272522",
  foreground: "#f1eee9",
  muted: "#aca59c",
  border: "#33302c",
  accent: "#93a9ff",
  accentForeground: "#0e1330",
};

const FONT = '-apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, Helvetica, Arial, sans-serif';

/** Inline styles, which every mail program honours. */
export const styles = {
  body: { margin: 0, padding: "24px 12px", backgroundColor: light.background, color: light.foreground, fontFamily: FONT },
  card: {
    maxWidth: "480px",
    margin: "0 auto",
    padding: "32px 28px",
    backgroundColor: light.surface,
    border: `1px solid ${light.border}`,
    borderRadius: "12px",
  },
  brand: { margin: "0 0 24px", fontSize: "15px", lineHeight: "20px", fontWeight: 600, color: light.muted },
  heading: { margin: "0 0 16px", fontSize: "22px", lineHeight: "30px", fontWeight: 600, color: light.foreground },
  text: { margin: "0 0 16px", fontSize: "16px", lineHeight: "24px", color: light.foreground },
  quote: {
    margin: "8px 0 24px",
    padding: "14px 16px",
    backgroundColor: light.subtle,
    borderRadius: "8px",
    fontSize: "15px",
    lineHeight: "23px",
    color: light.foreground,
    whiteSpace: "pre-wrap",
    overflowWrap: "anywhere",
  },
  code: {
    margin: "8px 0 24px",
    padding: "16px 8px",
    backgroundColor: light.subtle,
    borderRadius: "8px",
    textAlign: "center",
    fontSize: "34px",
    lineHeight: "40px",
    fontWeight: 700,
    letterSpacing: "2px",
    fontFamily: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
    color: light.foreground,
  },
  button: {
    padding: "13px 22px",
    backgroundColor: light.accent,
    color: light.accentForeground,
    borderRadius: "8px",
    fontSize: "16px",
    lineHeight: "20px",
    fontWeight: 600,
    textDecoration: "none",
  },
  link: { color: light.accent, textDecoration: "underline" },
  small: { margin: "0 0 8px", fontSize: "14px", lineHeight: "21px", color: light.muted },
  address: { margin: "16px 0 0", fontSize: "13px", lineHeight: "19px", color: light.muted, overflowWrap: "anywhere" },
  line: { margin: "24px 0", border: "none", borderTop: `1px solid ${light.border}` },
  factLabel: { padding: "3px 16px 3px 0", fontSize: "14px", lineHeight: "21px", color: light.muted, verticalAlign: "top" },
  factValue: { padding: "3px 0", fontSize: "14px", lineHeight: "21px", color: light.foreground },
  facts: { margin: "8px 0 24px" },
} as const;

const rule = (selector: string, declarations: Record<string, string>): string =>
  `${selector}{${Object.entries(declarations)
    .map(([property, value]) => `${property}:${value} !important`)
    .join(";")}}`;

/** For programs that follow the reader's dark mode; the others keep the inline light colours. */
export const stylesheet = [
  ":root{color-scheme:light dark;supported-color-schemes:light dark}",
  `@media (prefers-color-scheme: dark){${[
    // The body's background is on the cell of the table around everything, for programs that drop <body>.
    rule(".m-body,.m-body>table>tbody>tr>td", { "background-color": dark.background, color: dark.foreground }),
    rule(".m-body .m-card", { "background-color": dark.surface, "border-color": dark.border }),
    rule(".m-strong", { color: dark.foreground }),
    rule(".m-muted", { color: dark.muted }),
    rule(".m-quote", { "background-color": dark.subtle, color: dark.foreground }),
    rule(".m-code", { "background-color": dark.subtle, color: dark.foreground }),
    rule(".m-button", { "background-color": dark.accent, color: dark.accentForeground }),
    rule(".m-link", { color: dark.accent }),
    rule(".m-line", { "border-top-color": dark.border }),
  ].join("")}}`,
  `@media (max-width: 480px){${rule(".m-card", { padding: "24px 18px" })}}`,
].join("");

import Bowser from "bowser";

/** What is said of a browser that nothing is known of. */
export const UNKNOWN_DEVICE = "Unknown device";

/** Longest header looked at: browsers send about 200 characters, and everything after this is somebody playing. */
const LONGEST = 512;

/** Names a person uses where the table of user agents has a technical one. */
const FRIENDLY: Record<string, string> = {
  "Microsoft Edge": "Edge",
  "Samsung Internet for Android": "Samsung Internet",
  "Chrome OS": "ChromeOS",
};

/**
 * A browser's `User-Agent` header in words a person recognises: "Firefox on Windows", "Safari on iPhone".
 * Without a header, or with one that names nothing known, "Unknown device". Made only of names from our own
 * tables, never of the header's text, so it is safe in a mail's subject and in a page.
 */
export function describeUserAgent(userAgent: string | null): string {
  if (!userAgent) return UNKNOWN_DEVICE;
  const parsed = Bowser.parse(userAgent.slice(0, LONGEST));
  const browser = known(Bowser.BROWSER_MAP, parsed.browser.name);
  const device = parsed.platform.vendor === "Apple" && parsed.platform.model ? parsed.platform.model : undefined;
  const system = known({ ...Bowser.OS_MAP, iphone: "iPhone", ipad: "iPad" }, device ?? parsed.os.name);
  if (browser && system) return `${browser} on ${system}`;
  if (browser) return browser;
  return system ? `Unknown browser on ${system}` : UNKNOWN_DEVICE;
}

function known(table: Record<string, string>, name: string | undefined): string | undefined {
  if (!name || !Object.values(table).includes(name)) return undefined;
  return FRIENDLY[name] ?? name;
}

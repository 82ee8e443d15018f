/** The colours a person chose; `system` follows the device. */
export type Theme = "system" | "light" | "dark";

/** Reads the value of the cookie `theme`; anything unknown is `system`. */
export function themeFrom(cookie: string | undefined): Theme {
  return cookie === "light" || cookie === "dark" ? cookie : "system";
}

/** How a person reads dates: their time zone, and their English or the one that writes days first. */
export interface DateStyle {
  locale: string;
  timeZone: string;
}

const UNITS = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
] as const;

/** The date style of an account; the pages are in English, so dates are too. */
export function dateStyle(account: { locale: string; time_zone: string }): DateStyle {
  return { locale: /^en\b/i.test(account.locale) ? account.locale : "en-GB", timeZone: account.time_zone };
}

/** "3 hours ago", "in 2 days", or "just now" within a minute. */
export function relative(moment: Date, now: Date): string {
  const seconds = (moment.getTime() - now.getTime()) / 1000;
  const unit = UNITS.find(([, size]) => Math.abs(seconds) >= size);
  if (!unit) return "just now";
  return new Intl.RelativeTimeFormat("en", { numeric: "auto" }).format(
    seconds > 0 ? Math.round(seconds / unit[1]) : Math.trunc(seconds / unit[1]),
    unit[0],
  );
}

/** "12 November 2025 at 09:31" in the person's zone. */
export function absolute(moment: Date, { locale, timeZone }: DateStyle): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short", timeZone }).format(moment);
}

/** A moment on a page: near ones as a distance, with the exact time at hand. Drawn on the server. */
export function Moment({ at, look, as = "relative" }: { at: string; look: DateStyle; as?: "relative" | "absolute" }) {
  const moment = new Date(at);
  const exact = absolute(moment, look);
  return (
    <time dateTime={at} title={exact}>
      {as === "relative" ? relative(moment, new Date()) : exact}
    </time>
  );
}

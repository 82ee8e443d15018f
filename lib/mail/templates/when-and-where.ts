import { oneLine } from "@/lib/mail/templates/inert";
import { describeUserAgent, UNKNOWN_DEVICE } from "@/lib/user-agent";

/** The reader's own clock and language, as their profile has them. Mails are in English; its regions differ in dates. */
export interface Reader {
  locale: string;
  timeZone: string;
}

/** "12 March 2031 at 14:05 CET", in the reader's zone; UTC where the zone is unknown to this machine. */
export function describeTime(time: Date, reader: Reader): string {
  const locale = /^en-\w/i.test(reader.locale) ? reader.locale : "en-GB";
  const options: Intl.DateTimeFormatOptions = {
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
  };
  try {
    return new Intl.DateTimeFormat(locale, { ...options, timeZone: reader.timeZone }).format(time);
  } catch {
    return new Intl.DateTimeFormat("en-GB", { ...options, timeZone: "UTC" }).format(time);
  }
}

/** Facts about a request: the browser in plain words and the address it came from; none where nothing is known. */
export function describeOrigin(origin: { ip: string | null; userAgent: string | null }): [label: string, value: string][] {
  const facts: [string, string][] = [];
  const device = describeUserAgent(origin.userAgent);
  if (device !== UNKNOWN_DEVICE) facts.push(["Device", device]);
  if (origin.ip) facts.push(["IP address", oneLine(origin.ip, 45)]);
  return facts;
}

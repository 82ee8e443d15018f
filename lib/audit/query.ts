import { invalidInput } from "@/lib/errors";

const NAMES = ["action", "actor", "target", "ip", "outcome", "created"] as const;

/** Whose log is searched; only above all organizations can one of them be asked for. */
const QUALIFIERS = { organization: NAMES, platform: [...NAMES, "scope"] } as const;

export type SearchedPlace = keyof typeof QUALIFIERS;

/** One qualifier of a search: `-action:member.*` excludes what begins with `member.`. */
export interface Qualifier {
  name: (typeof QUALIFIERS)[SearchedPlace][number];
  value: string;
  isExcluded: boolean;
}

/** A range of time; null is open. The end is not part of it. */
export interface TimeRange {
  from: Date | null;
  to: Date | null;
}

const MOST_QUALIFIERS = 10;

const wrong = (message: string) => invalidInput({ q: [message] });

/** Reads a search: words of the form `name:value`, with `-` before those that exclude. @throws AppError VALIDATION_ERROR beside `q`. */
export function parseAuditQuery(text: string, place: SearchedPlace = "organization"): Qualifier[] {
  const words = text.split(/\s+/).filter(Boolean);
  if (words.length > MOST_QUALIFIERS) throw wrong(`Use ${MOST_QUALIFIERS} qualifiers at most.`);
  return words.map((word) => {
    const [, sign, written = "", value = ""] = /^(-?)([a-z]+):(.+)$/s.exec(word) ?? [];
    const names: readonly Qualifier["name"][] = QUALIFIERS[place];
    const name = names.find((known) => known === written);
    if (!name) throw wrong(`Write "${word}" as one of ${names.map((known) => `${known}:…`).join(", ")}.`);
    return { name, value, isExcluded: sign === "-" };
  });
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MS = 24 * 60 * 60 * 1000;

function moment(text: string, edge: "from" | "to"): Date | null {
  if (text === "") return null;
  const isDay = DAY.test(text);
  const time = Date.parse(isDay ? `${text}T00:00:00Z` : text);
  if (!/^\d{4}-\d{2}-\d{2}/.test(text) || Number.isNaN(time)) throw wrong(`"${text}" is not a day such as 2031-03-12.`);
  // A day as the end of a range is part of it.
  return new Date(isDay && edge === "to" ? time + DAY_MS : time);
}

/** Reads `2031-01-01..2031-02-01`, `2031-01-01..`, `..2031-02-01` or one day, in UTC. @throws AppError VALIDATION_ERROR beside `q`. */
export function parseTimeRange(value: string): TimeRange {
  const [from = "", to] = value.split("..", 2);
  return { from: moment(from, "from"), to: moment(to ?? from, "to") };
}

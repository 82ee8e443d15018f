const DAY_MS = 24 * 60 * 60 * 1000;

/** A day as everybody writes it, in UTC: `2031-03-12`. */
export const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10);

/** The moment at which a day begins, in UTC. */
export const startOf = (day: string): Date => new Date(`${day}T00:00:00.000Z`);

/** So many days after a day, or before it where the number is negative. UTC has no day of another length. */
export const dayAfter = (day: string, days = 1): string => dayOf(new Date(startOf(day).getTime() + days * DAY_MS));

/** So many days up to and with the last one, the oldest first. */
export const daysUpTo = (last: string, length: number): string[] => Array.from({ length }, (_, at) => dayAfter(last, at + 1 - length));

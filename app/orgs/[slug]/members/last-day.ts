/** The last moment of a day where the person sits who chose it; null for none. */
export function endOfDay(day: string): string | null {
  const time = new Date(`${day}T23:59:59`);
  return day && !Number.isNaN(time.getTime()) ? time.toISOString() : null;
}

/** The day of a moment, there, as a date field wants it. */
export function dayOf(moment: string | null): string {
  if (moment === null) return "";
  const time = new Date(moment);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}

/** What the address of a page says after its question mark. */
export type Query = Record<string, string | string[] | undefined>;

/** The fields of a query that are there once and not empty. */
export function given<N extends string>(query: Query, names: readonly N[]): Partial<Record<N, string>> {
  const found: Partial<Record<N, string>> = {};
  for (const name of names) {
    const value = query[name];
    if (typeof value === "string" && value !== "") found[name] = value;
  }
  return found;
}

/** The address of the same list with other fields; an undefined one is left out. */
export function listAddress(path: string, fields: Record<string, string | undefined>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) if (value) query.set(name, value);
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

/** One person to invite; `role` is what the line said, null where it said nothing that we know. */
export interface Invitee {
  email: string;
  role: string | null;
}

/** What a text with addresses holds, and the lines of it that hold none. */
export interface AddressList {
  invitees: Invitee[];
  unreadable: string[];
}

const ADDRESS = /[^\s<>,;:"'()]+@[^\s<>,;:"'()]+\.[^\s<>,;:"'()]+/g;
const HEADER = /^"?e-?mail|[,;\t]\s*"?e-?mail/i;

/**
 * Reads addresses as people have them: one on each line, many in one, copied out of a mail (`Ana <ana@example.com>`), or
 * the rows of a CSV file. A row with one address may name a role of `roles`, by its slug or its name, in a cell of its own.
 * Each address counts once.
 */
export function readAddresses(text: string, roles: readonly { slug: string; name: string }[]): AddressList {
  const known = new Map(roles.flatMap(({ slug, name }) => [[slug, slug] as const, [name.toLowerCase(), slug] as const]));
  const invitees = new Map<string, Invitee>();
  const unreadable: string[] = [];
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    if (line.trim() === "" || (at === 0 && HEADER.test(line) && !line.includes("@"))) continue;
    const addresses = line.match(ADDRESS) ?? [];
    if (addresses.length === 0) unreadable.push(line.trim().slice(0, 80));
    const cells = addresses.length === 1 ? line.split(/[,;\t]/) : [];
    const role = cells.map((cell) => known.get(cell.replaceAll('"', "").trim().toLowerCase())).find(Boolean) ?? null;
    for (const address of addresses) {
      const email = address.toLowerCase().replace(/\.+$/, "");
      if (!invitees.has(email)) invitees.set(email, { email, role });
    }
  }
  return { invitees: [...invitees.values()], unreadable };
}

/** The short name that a name suggests, as the domain would make it; empty where it would be too short. */
export function proposedSlug(name: string): string {
  const plain = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}+/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 40)
    .replace(/^-+|-+$/g, "");
  return plain.length >= 3 ? plain : "";
}

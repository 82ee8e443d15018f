import { isIPv4, isIPv6 } from "node:net";

/**
 * Whose budget an address spends: an IPv4 address its own, an IPv6 address that of its /64. A customer
 * owns at least a /64 (RFC 6177 §2), so counting single IPv6 addresses would count nothing.
 * @param address as written; an IPv4-mapped one (RFC 4291 §2.5.5.2) counts as the IPv4 address it carries.
 */
export function networkOf(address: string): string {
  return networkWith(address, (ipv4) => ipv4, 4);
}

/**
 * The network around an address: the /24 of an IPv4 address, the /48 of an IPv6 one, the most that a site is commonly given
 * (RFC 6177 §2). Whoever has a whole one to guess from shares one brake.
 */
export function wideNetworkOf(address: string): string {
  return networkWith(address, (ipv4) => ipv4.replace(/\d+$/, "0/24"), 3);
}

function networkWith(address: string, ofIPv4: (ipv4: string) => string, groups: number): string {
  const [bare = ""] = address.split("%");
  const tail = bare.slice(bare.lastIndexOf(":") + 1);
  if (isIPv4(bare) || (/^(0*:)+:?ffff:/i.test(bare) && isIPv4(tail))) return ofIPv4(tail);
  if (!isIPv6(bare)) return address;
  return `${firstGroups(bare, groups).join(":")}::/${groups * 16}`;
}

/** The first `count` of the eight groups, each in its shortest form. */
function firstGroups(address: string, count: number): string[] {
  const [head = "", tail] = address.split("::");
  const groups = head === "" ? [] : head.split(":");
  if (tail !== undefined) {
    const right = tail === "" ? [] : tail.split(":");
    // An IPv4 address at the end stands for two groups.
    const rightLength = right.length + (right.at(-1)?.includes(".") ? 1 : 0);
    const zeros = Math.max(0, 8 - groups.length - rightLength);
    groups.push(...Array.from({ length: zeros }, () => "0"), ...right);
  }
  return groups.slice(0, count).map((group) => Number.parseInt(group, 16).toString(16));
}

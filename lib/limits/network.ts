import { isIPv4, isIPv6 } from "node:net";

/**
 * Whose budget an address spends: an IPv4 address its own, an IPv6 address that of its /64. A customer
 * owns at least a /64 (RFC 6177 §2), so counting single IPv6 addresses would count nothing.
 * @param address as written; an IPv4-mapped one (RFC 4291 §2.5.5.2) counts as the IPv4 address it carries.
 */
export function networkOf(address: string): string {
  const [bare = ""] = address.split("%");
  const tail = bare.slice(bare.lastIndexOf(":") + 1);
  if (/^(0*:)+:?ffff:/i.test(bare) && isIPv4(tail)) return tail;
  if (!isIPv6(bare)) return address;
  return `${firstGroups(bare).join(":")}::/64`;
}

/** The first four of the eight groups, each in its shortest form. */
function firstGroups(address: string): string[] {
  const [head = "", tail] = address.split("::");
  const groups = head === "" ? [] : head.split(":");
  if (tail !== undefined) {
    const right = tail === "" ? [] : tail.split(":");
    // An IPv4 address at the end stands for two groups.
    const rightLength = right.length + (right.at(-1)?.includes(".") ? 1 : 0);
    const zeros = Math.max(0, 8 - groups.length - rightLength);
    groups.push(...Array.from({ length: zeros }, () => "0"), ...right);
  }
  return groups.slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
}

/**
 * The network an IPv6 address belongs to; anything else is itself. A customer owns at least a /64
 * (RFC 6177), so counting single addresses would count nothing.
 */
export function networkOf(key: string): string {
  if (!key.includes(":") || !/^[0-9a-f:.]+(%.*)?$/i.test(key)) return key;
  const [head = "", tail] = key.replace(/%.*$/, "").split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const missing = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  const groups = [...left, ...Array.from({ length: missing }, () => "0"), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}

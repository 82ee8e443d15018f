import { BlockList, isIP } from "node:net";
import { EnvironmentError } from "@/lib/env";

/** Says whether an address (as `normalAddress` writes it) belongs to a proxy we believe. */
export type TrustCheck = (address: string) => boolean;

const KEYWORDS: Record<string, string[]> = {
  loopback: ["127.0.0.0/8", "::1/128"],
  // RFC 1918, RFC 4193, and link-local.
  private: ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "169.254.0.0/16", "fe80::/10"],
};

const MAPPED = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i;

/**
 * One spelling for an address: without brackets, port or zone, IPv4-mapped IPv6 (RFC 4291 §2.5.5.2) as
 * IPv4. Null when it is no address at all.
 */
export function normalAddress(written: string | undefined): string | null {
  if (!written) return null;
  let text = written.trim();
  const bracketed = /^\[([^\]]+)\](?::\d{1,5})?$/.exec(text);
  if (bracketed?.[1]) text = bracketed[1];
  else if (/^\d{1,3}(\.\d{1,3}){3}:\d{1,5}$/.test(text)) text = text.slice(0, text.indexOf(":"));
  const zone = text.indexOf("%");
  if (zone > 0) text = text.slice(0, zone);
  const mapped = MAPPED.exec(text)?.[1];
  if (mapped) text = mapped;
  return isIP(text) ? text.toLowerCase() : null;
}

/**
 * Reads TRUSTED_PROXIES: addresses, CIDR ranges, and the words `loopback` and `private`.
 * @throws EnvironmentError naming the entry that is none of these.
 */
export function trustedProxies(entries: readonly string[]): TrustCheck {
  if (entries.length === 0) return () => false;
  const list = new BlockList();
  for (const entry of entries.flatMap((word) => KEYWORDS[word.toLowerCase()] ?? [word])) {
    const [network = "", bits, rest] = entry.split("/");
    const address = normalAddress(network);
    const widest = isIP(network) === 6 ? 128 : 32;
    const prefix = bits === undefined ? widest : Number(bits);
    const whole = bits === undefined || /^\d{1,3}$/.test(bits);
    if (!address || isIP(network) === 0 || address !== network.toLowerCase() || rest !== undefined || !whole || prefix > widest) {
      throw new EnvironmentError(
        `TRUSTED_PROXIES must list addresses, ranges such as 10.0.0.0/8, "loopback" or "private"; "${entry}" is none of these.`,
      );
    }
    list.addSubnet(address, prefix, family(address));
  }
  return (address) => list.check(address, family(address));
}

const family = (address: string): "ipv4" | "ipv6" => (isIP(address) === 6 ? "ipv6" : "ipv4");

/**
 * The client's address: the socket's, or, while that one is a proxy we believe, the next entry of
 * X-Forwarded-For from the right. What stands left of the first stranger was written by the stranger.
 */
export function clientAddress(socketAddress: string | undefined, forwardedFor: string | undefined, isTrusted: TrustCheck): string {
  let current = normalAddress(socketAddress) ?? "0.0.0.0";
  if (!forwardedFor || !isTrusted(current)) return current;
  for (const entry of forwardedFor.split(",").reverse()) {
    const next = normalAddress(entry);
    if (!next) break;
    current = next;
    if (!isTrusted(current)) break;
  }
  return current;
}

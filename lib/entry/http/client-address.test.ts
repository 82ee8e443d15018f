import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clientAddress, normalAddress, trustedProxies } from "@/lib/entry/http/client-address";

const nobody = trustedProxies([]);
const loopback = trustedProxies(["loopback"]);
const publicV4 = fc.ipV4().filter((ip) => !/^(127|10|0)\./.test(ip));

describe("normalAddress", () => {
  it.each([
    ["203.0.113.7", "203.0.113.7"],
    [" 203.0.113.7:443 ", "203.0.113.7"],
    ["::ffff:203.0.113.7", "203.0.113.7"],
    ["[2001:DB8::1]:8080", "2001:db8::1"],
    ["fe80::1%eth0", "fe80::1"],
  ])("writes %s as %s", (written, normal) => expect(normalAddress(written)).toBe(normal));

  it.each(["", "unknown", "203.0.113", "203.0.113.7, 1.2.3.4", "_hidden", "1.2.3.4\r\nX: y", "[::1"])(
    "takes %j for no address",
    (written) => expect(normalAddress(written)).toBeNull(),
  );
});

describe("trustedProxies", () => {
  it("knows addresses, ranges and keywords, in IPv4, IPv6 and mapped form", () => {
    const trusts = trustedProxies(["192.0.2.1", "10.0.0.0/8", "2001:db8::/32", "loopback"]);
    expect(["192.0.2.1", "10.9.9.9", "2001:db8:ffff::1", "127.0.0.1", "::1"].map(trusts)).toEqual([true, true, true, true, true]);
    expect(["192.0.2.2", "11.0.0.1", "2001:db9::1"].map(trusts)).toEqual([false, false, false]);
  });

  it.each(["proxy.internal", "10.0.0.0/33", "10.0.0.0/", "::1/129", "10.0.0.0/8/8", "1.2.3.4:80", "10.0.0.0/x"])(
    "refuses %s with a sentence that names it",
    (entry) => expect(() => trustedProxies([entry])).toThrow(entry),
  );
});

describe("clientAddress", () => {
  it("is the socket's address, whatever a stranger says", () => {
    fc.assert(
      fc.property(publicV4, fc.string(), (socket, forwarded) => {
        expect(clientAddress(socket, forwarded, loopback)).toBe(socket);
        expect(clientAddress(socket, forwarded, nobody)).toBe(socket);
      }),
    );
  });

  it("is the rightmost address that is no proxy of ours, whatever stands left of it", () => {
    fc.assert(
      fc.property(
        fc.array(fc.string()),
        publicV4,
        fc.array(fc.constantFrom("127.0.0.1", "::1", "127.8.8.8")),
        (spoofed, client, proxies) => {
          const forwarded = [...spoofed, client, ...proxies].join(", ");
          expect(clientAddress("127.0.0.1", forwarded, loopback)).toBe(client);
        },
      ),
    );
  });

  it("always is an address, for any bytes", () => {
    fc.assert(
      fc.property(fc.option(fc.string()), fc.option(fc.string()), (socket, forwarded) => {
        const address = clientAddress(socket ?? undefined, forwarded ?? undefined, loopback);
        expect(normalAddress(address)).toBe(address);
      }),
    );
  });

  it("stops at an entry that is no address", () => {
    expect(clientAddress("127.0.0.1", "203.0.113.7, unknown, 127.0.0.2", loopback)).toBe("127.0.0.2");
  });

  it("is the leftmost when every hop is ours", () => {
    expect(clientAddress("::ffff:127.0.0.1", "127.0.0.9, 127.0.0.3", loopback)).toBe("127.0.0.9");
  });
});

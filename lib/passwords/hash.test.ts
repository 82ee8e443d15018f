import fc from "fast-check";
import { afterAll, describe, expect, it, vi } from "vitest";
import { normalisePassword } from "@/lib/passwords/formats";
import { closeHashPool, hashPassword, hashQueueStatistics, verifyPassword } from "@/lib/passwords/hash";

// The threads have a low priority, and one vector a cost of 12: a busy machine lets them wait.
vi.setConfig({ testTimeout: 60_000 });
afterAll(closeHashPool);

const UNICODE = "t\u00e1\u0411\u2113\u0259";

describe("bcrypt_sha256 hashes of other implementations", () => {
  // passlib 1.7.4, tests/test_handlers_bcrypt.py, and the example of hashcat's mode 30601.
  it.each([
    ["", "$bcrypt-sha256$v=2,t=2b,r=5$E/e/2AOhqM5W/KJTFQzLce$WFPIZKtDDTriqWwlmRFfHiOTeheAZWe"],
    ["password", "$bcrypt-sha256$v=2,t=2b,r=5$5Hg1DKFqPE8C2aflZ5vVoe$wOK1VFFtS8IGTrGa7.h5fs0u84qyPbS"],
    [UNICODE, "$bcrypt-sha256$v=2,t=2b,r=5$.US1fQ4TQS.ZTz/uJ5Kyn.$pzzgp40k8reM1CuQb03PvE0IDPQSdV6"],
    ["abc123".repeat(12), "$bcrypt-sha256$v=2,t=2b,r=5$X1g1nh3g0v4h6970O68cxe$zu1cloESVFIOsUIo7fCEgkdHaI9SSue"],
    [`${"abc123".repeat(12)}qwr`, "$bcrypt-sha256$v=2,t=2b,r=5$X1g1nh3g0v4h6970O68cxe$CBF9csfEdW68xv3DwE6xSULXMtqEFP."],
    ["hashcat", "$bcrypt-sha256$v=2,t=2b,r=12$KSOjON/ciJR86a00N5q61.$AmWZucQuHk13FGkQWhgMeiFvBfm2GCy"],
  ])("accept %j and ask for today's cost", async (password, stored) => {
    expect(await verifyPassword(password, stored)).toEqual({ ok: true, needsUpgrade: true });
    expect(await verifyPassword(`${password}.`, stored)).toEqual({ ok: false, needsUpgrade: false });
  });
});

describe("hashes of other systems", () => {
  it.each([
    ["U*U*U*U*", "$2a$05$c92SVSfjeiCD6F2nAD6y0uBpJDjdRkt0EgeC4/31Rf2LUZbDRDE.O"],
    ["U*U*U*U*", "$2b$05$c92SVSfjeiCD6F2nAD6y0uBpJDjdRkt0EgeC4/31Rf2LUZbDRDE.O"],
    ["U*U*U*U*", "$2y$05$c92SVSfjeiCD6F2nAD6y0uBpJDjdRkt0EgeC4/31Rf2LUZbDRDE.O"],
    // RFC 9106's reference implementation (phc-winner-argon2, test.c).
    ["password", "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"],
  ])("accept %j in %s and ask for a new hash", async (password, stored) => {
    expect(await verifyPassword(password, stored)).toEqual({ ok: true, needsUpgrade: true });
    expect(await verifyPassword(`${password}x`, stored)).toEqual({ ok: false, needsUpgrade: false });
  });

  it("accept what follows byte 72 as those systems did", async () => {
    const { hashSync } = await import("bcryptjs");
    const stored = hashSync("a".repeat(72), 4);
    expect(await verifyPassword(`${"a".repeat(72)}whatever`, stored)).toEqual({ ok: true, needsUpgrade: true });
    expect((await verifyPassword("a".repeat(71), stored)).ok).toBe(false);
  });

  it.each([
    "",
    "plain",
    "$1$abc$def",
    "$2b$31$c92SVSfjeiCD6F2nAD6y0uBpJDjdRkt0EgeC4/31Rf2LUZbDRDE.O",
    "$argon2id$v=19$m=999999999,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4",
  ])("refuse the unknown format or cost %j after the same work", async (stored) => {
    const before = hashQueueStatistics().completed;
    expect(await verifyPassword("password", stored)).toEqual({ ok: false, needsUpgrade: false });
    expect(hashQueueStatistics().completed).toBe(before + 1);
  });

  it("work as hard when there is no hash", async () => {
    const before = hashQueueStatistics().completed;
    expect(await verifyPassword("password", null)).toEqual({ ok: false, needsUpgrade: false });
    expect(hashQueueStatistics().completed).toBe(before + 1);
  });
});

describe("a new hash", () => {
  const password = fc.string({ unit: "binary", maxLength: 200 });

  it("is verified by its password, whatever that holds", async () => {
    await fc.assert(
      fc.asyncProperty(password, async (plain) => {
        expect(await verifyPassword(plain, await hashPassword(plain))).toEqual({ ok: true, needsUpgrade: false });
      }),
      { numRuns: 60 },
    );
  });

  it("is not verified when the last character differs, behind NUL and behind byte 72 too", async () => {
    const start = fc.oneof(password, fc.constant("\0"), fc.constant("a".repeat(72)), fc.constant(`${"é".repeat(100)}\0`));
    await fc.assert(
      fc.asyncProperty(start, fc.string({ unit: "binary", minLength: 1, maxLength: 1 }), async (head, last) => {
        fc.pre(normalisePassword(head + last) !== normalisePassword(`${head}x`));
        expect((await verifyPassword(head + last, await hashPassword(`${head}x`))).ok).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it("differs each time", async () => {
    expect(await hashPassword("same")).not.toBe(await hashPassword("same"));
  });

  it("takes one word typed on two keyboards as one, and different-looking words as two", async () => {
    const stored = await hashPassword("caf\u00e9 ﬁne");
    expect((await verifyPassword("cafe\u0301 ﬁne", stored)).ok).toBe(true);
    expect((await verifyPassword("caf\u00e9 fine", stored)).ok).toBe(false);
  });
});

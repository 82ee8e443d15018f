import fc from "fast-check";
import { afterAll, describe, expect, it, vi } from "vitest";
import { parseDerived } from "@/lib/passwords/derived-formats";
import { fromFirebase, parseFirebaseParameters } from "@/lib/passwords/firebase";
import { parseStored } from "@/lib/passwords/formats";
import { closeHashPool, isHashTaken, verifyPassword } from "@/lib/passwords/hash";

vi.setConfig({ testTimeout: 60_000 });
afterAll(closeHashPool);

const base64 = (text: string) => Buffer.from(text).toString("base64").replace(/=+$/, "");
const fromHex = (hex: string) => Buffer.from(hex, "hex").toString("base64").replace(/=+$/, "");

/** github.com/firebase/scrypt, README: the parameters of a project, and one account. */
const FIREBASE_CONSOLE = `hash_config {
  algorithm: SCRYPT,
  base64_signer_key: jxspr8Ki0RYycVU8zykbdLGjFQ3McFUH0uiiTvC8pVMXAn210wjLNmdZJzxUECKbm0QsEmYUSDzZvpjeJ9WmXA==,
  base64_salt_separator: Bw==,
  rounds: 8,
  mem_cost: 14,
}`;
const FIREBASE_ACCOUNT = {
  salt: "42xEC+ixf3L2lw==",
  hash: "lSrfV15cpx95/sZS2W9c9Kp6i/LVgQNDNC/qzrCnh1SAyZvqmZqAjTdn3aoItz+VHjoZilo78198JAdRuid5lQ==",
};

function firebaseHash(): string {
  const parameters = parseFirebaseParameters(FIREBASE_CONSOLE);
  return (parameters && fromFirebase(parameters, FIREBASE_ACCOUNT)) ?? "none";
}

describe("hashes of other systems", () => {
  it.each([
    // RFC 7914 §12.
    [
      "password",
      `$scrypt$ln=10,r=8,p=16$${base64("NaCl")}$${fromHex("fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b3731622eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640")}`,
    ],
    [
      "pleaseletmein",
      `$scrypt$ln=14,r=8,p=1$${base64("SodiumChloride")}$${fromHex("7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887")}`,
    ],
    // passlib 1.7.4, documentation of passlib.hash.scrypt.
    ["password", "$scrypt$ln=16,r=8,p=1$aM15713r3Xsvxbi31lqr1Q$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E"],
    // Django, tests/auth_tests/test_hashers.py.
    ["l\u00e8tmein", "scrypt$16384$seasalt$8$1$Qj3+9PPyRjSJIebHnG81TMjsqtaIGxNQG/aEB/NYafTJ7tibgfYz71m0ldQESkXFRkdVCBhhY8mx7rQwite/Pw=="],
    ["l\u00e8tmein", "pbkdf2_sha256$260000$seasalt$YlZ2Vggtqdc61YjArZuoApoBh9JNGYoDRBUGu6tcJQo="],
    // Made by Werkzeug 3.
    [
      "admin123",
      "scrypt:32768:8:1$oynSHz2gY1bRe8Vp$1b1514779917c29c9f1b139e8ab507312c0915f126018acba75afe26b5e23264c2dbc78f3c20823bc2e9cdac9dab1fe53d2dbdc8353a66e2d85f07b621c92f1d",
    ],
    // RFC 7914 §11, in the forms of PHC and of Werkzeug.
    [
      "Password",
      `$pbkdf2-sha256$i=80000,l=64$${base64("NaCl")}$${fromHex("4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d")}`,
    ],
    [
      "Password",
      "pbkdf2:sha256:80000$NaCl$4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d",
    ],
    // RFC 6070 §2, in the forms of Django and passlib.
    ["password", "pbkdf2_sha1$4096$salt$SwB5AbdlSJq+rUnZJvch0GWkKcE="],
    ["password", `$pbkdf2$4096$${base64("salt")}$SwB5AbdlSJq.rUnZJvch0GWkKcE`],
    // passlib 1.7.4, tests/test_handlers_pbkdf2.py.
    ["password", "$pbkdf2-sha256$1212$4vjV83LKPjQzk31VI4E0Vw$hsYF68OiOUPdDZ1Fg.fJPeq1h/gXXY7acBp9/6c.tmQ"],
    [
      "password",
      "$pbkdf2-sha512$1212$RHY0Fr3IDMSVO/RSZyb5ow$eNLfBK.eVozomMr.1gYa17k9B7KIK25NOEshvhrSX.esqY3s.FvWZViXz4KoLlQI.BzY/YTNJOiKc5gBYFYGww",
    ],
    ["user1password", firebaseHash()],
  ])("accept %j in %s and ask for a new hash", async (password, stored) => {
    expect(await verifyPassword(password, stored)).toEqual({ ok: true, needsUpgrade: true });
    expect(await verifyPassword(`${password}x`, stored)).toEqual({ ok: false, needsUpgrade: false });
  });

  it.each([
    ["scrypt with 256 MiB", "$scrypt$ln=18,r=8,p=1$c2FsdA$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E"],
    ["scrypt that goes on for a minute", "$scrypt$ln=17,r=8,p=16$c2FsdA$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E"],
    ["scrypt of cost 1", "$scrypt$ln=0,r=8,p=1$c2FsdA$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E"],
    ["scrypt of cost 2^99", "$scrypt$ln=99,r=8,p=1$c2FsdA$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E"],
    ["scrypt whose cost is no power of two", "scrypt$16383$seasalt$8$1$Qj3+9PPyRjSJIebHnG81TMjsqtaIGxNQG/aEB/NYafQ="],
    ["scrypt without lanes", "$scrypt$ln=14,r=8,p=0$c2FsdA$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E"],
    ["PBKDF2 with ninety million rounds", "pbkdf2_sha256$90000000$seasalt$YlZ2Vggtqdc61YjArZuoApoBh9JNGYoDRBUGu6tcJQo="],
    ["PBKDF2 that is long instead", `pbkdf2_sha1$4000000$seasalt$${"A".repeat(170)}==`],
    ["PBKDF2 without rounds", "pbkdf2_sha256$0$seasalt$YlZ2Vggtqdc61YjArZuoApoBh9JNGYoDRBUGu6tcJQo="],
    ["PBKDF2 over MD5", "pbkdf2_md5$260000$seasalt$YlZ2Vggtqdc61YjArZuoApoBh9JNGYoDRBUGu6tcJQo="],
    ["a digest that can be guessed", "pbkdf2_sha256$260000$seasalt$YlZ2Vg=="],
    ["no salt", "$scrypt$ln=14,r=8,p=1$$nFNh2CVHVjNldFVKDHDlm4CbdRSCdEBsjjJxD+iCs5E"],
  ])("are not taken: %s", (_what, stored) => {
    expect(isHashTaken(stored)).toBe(false);
  });
});

describe("Firebase's parameters", () => {
  it("are read as the console shows them, and as JSON", () => {
    const json = JSON.stringify({ base64_signer_key: "AQID", base64_salt_separator: "Bw==", rounds: 8, mem_cost: 14 });
    expect(parseFirebaseParameters(json)).toEqual({ signerKey: "AQID", saltSeparator: "Bw==", rounds: 8, memoryCost: 14 });
    expect(parseFirebaseParameters(FIREBASE_CONSOLE)).toMatchObject({ saltSeparator: "Bw==", rounds: 8, memoryCost: 14 });
  });

  it.each(["base64_signer_key", "base64_salt_separator", "rounds", "mem_cost"])("are refused without %s", (name) => {
    expect(parseFirebaseParameters(FIREBASE_CONSOLE.replace(new RegExp(`${name}:.*`), ""))).toBeNull();
  });

  it("leave no trace of the signer key in the hash, and a hash of another length is refused", () => {
    const parameters = parseFirebaseParameters(FIREBASE_CONSOLE);
    expect(firebaseHash()).toMatch(/^\$firebase-scrypt\$ln=14,r=8,p=1\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]{86}$/);
    expect(firebaseHash()).not.toContain(parameters?.signerKey.slice(0, 12));
    expect(parameters && fromFirebase(parameters, { ...FIREBASE_ACCOUNT, hash: "AAAA" })).toBeNull();
  });
});

describe("the parsers", () => {
  const bytes = (least: number) => fc.uint8Array({ minLength: least, maxLength: 64 }).map((array) => Buffer.from(array));
  const unpadded = (buffer: Buffer) => buffer.toString("base64").replace(/=+$/, "");

  it("read back what was written", () => {
    const costs = fc.record({ ln: fc.integer({ min: 1, max: 14 }), r: fc.integer({ min: 1, max: 16 }), p: fc.integer({ min: 1, max: 8 }) });
    fc.assert(
      fc.property(costs, bytes(1), bytes(16), ({ ln, r, p }, salt, digest) => {
        expect(parseDerived(`$scrypt$ln=${ln},r=${r},p=${p}$${unpadded(salt)}$${unpadded(digest)}`)).toEqual({
          ...{ scheme: "scrypt", cost: 2 ** ln, blockSize: r, parallelism: p },
          ...{ salt: salt.toString("base64"), digest: digest.toString("base64") },
        });
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), bytes(1), bytes(16), (iterations, salt, digest) => {
        const read = { scheme: "pbkdf2", hash: "sha512", iterations, salt: salt.toString("base64"), digest: digest.toString("base64") };
        expect(parseDerived(`$pbkdf2-sha512$i=${iterations}$${unpadded(salt)}$${unpadded(digest)}`)).toEqual(read);
        const adapted = [salt, digest].map((part) => unpadded(part).replaceAll("+", "."));
        expect(parseDerived(`$pbkdf2-sha512$${iterations}$${adapted.join("$")}`)).toEqual(read);
      }),
    );
  });

  it("never throw, and never let a cost pass that is beyond bearing", () => {
    const number = fc.oneof(fc.nat(), fc.nat({ max: 99 }), fc.constantFrom(2 ** 14, 2 ** 17, 2 ** 20, 99_999_999));
    const digest = fc.oneof(bytes(0), fc.uint8Array({ maxLength: 200 })).map((array) => Buffer.from(array).toString("base64"));
    const written = fc
      .tuple(number, number, number, digest, digest)
      .map(([a, b, c, salt, end]) => [
        `$scrypt$ln=${a},r=${b},p=${c}$${salt}$${end}`,
        `$firebase-scrypt$ln=${a},r=${b},p=${c}$${salt}$${end}`,
        `scrypt$${a}$salt$${b}$${c}$${end}`,
        `scrypt:${a}:${b}:${c}$salt$${Buffer.from(end, "base64").toString("hex")}`,
        `pbkdf2_sha1$${a}$salt$${end}`,
        `$pbkdf2$${a}$${salt}$${end}`,
        `$pbkdf2-sha256$i=${a}$${salt}$${end}`,
      ]);
    fc.assert(
      fc.property(fc.oneof(written, fc.array(fc.string({ unit: "binary" }))), (texts) => {
        for (const text of texts) {
          const hash = parseStored(text);
          if (hash?.scheme === "scrypt" || hash?.scheme === "firebase") {
            expect(hash.cost * hash.blockSize * 128).toBeLessThanOrEqual(128 * 2 ** 20);
            expect(hash.cost * hash.blockSize * hash.parallelism).toBeLessThanOrEqual(2 ** 22);
          }
          if (hash?.scheme === "pbkdf2") expect(hash.iterations).toBeLessThanOrEqual(5_000_000);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

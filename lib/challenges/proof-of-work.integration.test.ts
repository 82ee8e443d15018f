import { createHash } from "node:crypto";
import { afterEach, expect, it, vi } from "vitest";
import { newChallenge, takeProof } from "@/lib/challenges/proof-of-work";

afterEach(() => vi.useRealTimers());

/** Counts zero bits as the documentation says it, another way than the code does. */
const bitsOf = (text: string) => {
  const hex = createHash("sha256").update(text).digest("hex");
  return BigInt(`0x1${hex}`).toString(2).slice(1).indexOf("1");
};

function work({ challenge, bits }: { challenge: string; bits: number }): string {
  for (let number = 0; ; number += 1) if (bitsOf(`${challenge}:${number}`) >= bits) return `${challenge}:${number}`;
}

it("a proof is taken once, by whom its challenge was given to, however many try at once", async () => {
  const proof = work(newChallenge("ana@example.com", 4));
  expect(await takeProof("ben@example.com", proof)).toBe(false);
  const taken = await Promise.all(Array.from({ length: 20 }, () => takeProof("ana@example.com", proof)));
  expect(taken.filter(Boolean)).toHaveLength(1);
});

it("too little work, an altered challenge and a made-up one are no proof", async () => {
  const challenge = newChallenge("ana@example.com", 4);
  const idle = Array.from({ length: 100 }, (_, number) => `${challenge.challenge}:${number}`).find((text) => bitsOf(text) < challenge.bits);
  expect(await takeProof("ana@example.com", idle ?? "")).toBe(false);
  const easier = challenge.challenge.replace(/^\d+/, "1");
  expect(await takeProof("ana@example.com", work({ challenge: easier, bits: 1 }))).toBe(false);
  for (const text of ["", "x", `${challenge.challenge}`, `16.99999999999.${"A".repeat(16)}.${"0".repeat(32)}:1`]) {
    expect(await takeProof("ana@example.com", text)).toBe(false);
  }
});

it("a proof ends with its challenge", async () => {
  const challenge = newChallenge("ana@example.com", 4);
  const proof = work(challenge);
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + challenge.expires_in * 1000 });
  expect(await takeProof("ana@example.com", proof)).toBe(false);
});

it("the longer the wait, the more work, within what a telephone does", () => {
  const bits = [1, 4, 16, 64, 256, 900].map((wait) => newChallenge("ana@example.com", wait).bits);
  expect(bits).toEqual([16, 16, 17, 18, 19, 19]);
});
